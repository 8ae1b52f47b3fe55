using Prunella.Health;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

/// <summary>A health whose own states the test sets; roots and symptoms follow from the dependencies.</summary>
internal sealed class FakeHealth(TimeProvider time) : IHealthMonitor
{
    private readonly SortedDictionary<ComponentName, ComponentHealth> _components = [];
    private readonly List<Action<HealthTransition>> _handlers = [];

    public SystemHealth Current { get; private set; } = new(HealthState.Healthy, "", new Dictionary<ComponentName, ComponentHealth>());

    public IDisposable OnTransition(Action<HealthTransition> handler)
    {
        _handlers.Add(handler);
        return new Ending(() => _handlers.Remove(handler));
    }

    public void Add(string name, string[]? requires = null, string[]? uses = null, string? group = null, HealthState state = HealthState.Healthy, bool measure = false)
    {
        var description = new ComponentDescription(new ComponentName(name))
        {
            Requires = [.. (requires ?? []).Select(static text => new ComponentName(text))],
            Uses = [.. (uses ?? []).Select(static text => new ComponentName(text))],
            IsMeasure = measure,
            Group = group is null ? null : new ComponentName(group),
        };
        _components[description.Name] = new ComponentHealth(description, state, state, "set up", time.GetUtcNow());
        Publish();
    }

    public void Remove(string name)
    {
        _ = _components.Remove(new ComponentName(name));
        RollUp("removed");
    }

    public void Set(string name, HealthState own, string reason)
    {
        var component = new ComponentName(name);
        if (!_components.TryGetValue(component, out ComponentHealth? before))
            return;
        _components[component] = before with { Own = own };
        RollUp(reason);
    }

    /// <summary>Writes a step into the history of a component, and tells nobody.</summary>
    public void Past(string name, HealthState to, string reason, DateTimeOffset at)
    {
        var component = new ComponentName(name);
        ComponentHealth before = _components[component];
        _components[component] = before with { History = [.. before.History, new HealthTransition(component, before.State, to, reason, at)] };
        Publish();
    }

    private void RollUp(string reason)
    {
        Publish();
        var news = new List<HealthTransition>();
        foreach (ComponentHealth before in _components.Values.ToArray())
        {
            (HealthState state, ComponentName? root) = Judge(before);
            if (state == before.State && root == before.SymptomOf)
                continue;
            news.Add(new HealthTransition(before.Description.Name, before.State, state, reason, time.GetUtcNow()) { SymptomOf = root });
            _components[before.Description.Name] = before with { State = state, SymptomOf = root, Reason = reason, Since = time.GetUtcNow() };
        }

        Publish();
        foreach (HealthTransition transition in news)
        {
            foreach (Action<HealthTransition> handler in _handlers.ToArray())
                handler(transition);
        }
    }

    private (HealthState State, ComponentName? Root) Judge(ComponentHealth component)
    {
        HealthState own = component.Own ?? HealthState.Healthy;
        ComponentName[] roots = [.. Current.RequiredBy(component.Description.Name).Where(IsRoot).Order()];
        if (roots.Length > 0)
            return (HealthState.Failed, roots[0]);
        ComponentName[] used = [.. component.Description.Uses.Where(IsRoot).Order()];
        return own == HealthState.Healthy && used.Length > 0 ? (HealthState.Degraded, used[0]) : (own, null);
    }

    private bool IsRoot(ComponentName name) =>
        _components.TryGetValue(name, out ComponentHealth? known) && known.Own <= HealthState.Critical
        && !Current.RequiredBy(name).Any(above => _components.TryGetValue(above, out ComponentHealth? other) && other.Own <= HealthState.Critical);

    private void Publish() => Current = new SystemHealth(
        HealthState.Healthy, "", new SortedDictionary<ComponentName, ComponentHealth>(_components));

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
