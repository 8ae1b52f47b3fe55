using System.Diagnostics.CodeAnalysis;
using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Link;

/// <summary>Which components the agent has to hear of. Holds names only, so it can neither grow nor tell of an outdated state.</summary>
/// <remarks>The monitor's loop adds, the link's thread takes.</remarks>
internal sealed class HealthNews : IDisposable
{
    private readonly IHealthMonitor _monitor;
    private readonly Lock _lock = new();
    private readonly HashSet<ComponentName> _names = [];
    private readonly IDisposable _subscription;

    /// <param name="monitor">Whose transitions are told.</param>
    /// <param name="wake">Called after each transition, on the monitor's loop.</param>
    public HealthNews(IHealthMonitor monitor, Action wake)
    {
        _monitor = monitor;
        _subscription = monitor.OnTransition(transition =>
        {
            lock (_lock)
                _ = _names.Add(transition.Component);
            wake();
        });
    }

    /// <summary>Everything is news to an agent that has just been met.</summary>
    public void AddAll()
    {
        IEnumerable<ComponentName> all = _monitor.Current.Components.Keys;
        lock (_lock)
            _names.UnionWith(all);
    }

    /// <summary>Takes one piece of news.</summary>
    public bool TryTake([NotNullWhen(true)] out HealthPayload? health)
    {
        health = null;
        while (health is null && TryTakeName(out ComponentName name))
        {
            // A component that was taken out meanwhile is no news.
            if (_monitor.Current.Components.TryGetValue(name, out ComponentHealth? known))
                health = new HealthPayload(name, known.State, known.Reason, known.Description.Requires, known.Description.Uses);
        }

        return health is not null;
    }

    public void Dispose() => _subscription.Dispose();

    private bool TryTakeName(out ComponentName name)
    {
        lock (_lock)
        {
            using HashSet<ComponentName>.Enumerator names = _names.GetEnumerator();
            bool any = names.MoveNext();
            name = names.Current;
            return any && _names.Remove(name);
        }
    }
}
