using System.Diagnostics.CodeAnalysis;
using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Link;

/// <summary>Which components the agent has to hear of. Holds names only, so it can neither grow nor tell of an outdated state.</summary>
/// <remarks>The monitor's loop adds, the link's thread takes. Nobody tells of a component that was taken out: it is missed in the picture.</remarks>
internal sealed class HealthNews : IDisposable
{
    private readonly IHealthMonitor _monitor;
    private readonly Lock _lock = new();
    private readonly HashSet<ComponentName> _names = [];
    private readonly IDisposable _subscription;

    // The link's thread's own.
    private readonly HashSet<ComponentName> _told = [];
    private SystemHealth? _compared;

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
        _told.Clear();
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
            {
                health = new HealthPayload(name, known.State, known.Reason, known.Description.Requires, known.Description.Uses);
                _ = _told.Add(name);
            }
        }

        return health is not null;
    }

    /// <summary>Takes one component that was told of and is there no more.</summary>
    public bool TryTakeRemoved([NotNullWhen(true)] out RemovedPayload? removed)
    {
        removed = null;
        SystemHealth now = _monitor.Current;
        if (ReferenceEquals(now, _compared))
            return false;
        foreach (ComponentName name in _told)
        {
            if (now.Components.ContainsKey(name))
                continue;
            removed = new RemovedPayload(name);
            return _told.Remove(name);
        }

        _compared = now;
        return false;
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
