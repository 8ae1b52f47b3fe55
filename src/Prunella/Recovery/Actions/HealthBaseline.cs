using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>How a component, and all whom an action on it may hurt, stood before the action.</summary>
internal sealed class HealthBaseline
{
    private readonly ComponentName _component;
    private readonly HealthState _own;
    private readonly Dictionary<ComponentName, HealthState> _others = [];

    public HealthBaseline(SystemHealth system, ComponentName component, ActionPlan plan)
    {
        _component = component;
        _own = system.Components.TryGetValue(component, out ComponentHealth? before) ? before.Own ?? before.State : HealthState.Failed;
        foreach (ComponentName name in plan.BlastRadius.Concat(system.DependentsOf(component)))
        {
            if (name != component && system.Components.TryGetValue(name, out ComponentHealth? other))
                _others[name] = other.State;
        }
    }

    public bool IsWorse(HealthState own) => own < _own;

    /// <summary>Who else is worse than before, in words; empty where nobody is.</summary>
    /// <remarks>Symptoms do not count: they fall and rise with their root, and are judged by it.</remarks>
    public IReadOnlyList<string> WorseOthers(SystemHealth system)
    {
        var worse = new List<string>();
        foreach ((ComponentName name, HealthState before) in _others)
        {
            if (name != _component && system.Components.TryGetValue(name, out ComponentHealth? now) && now.State < before && now.SymptomOf is null)
                worse.Add($"{name} fell from {before} to {now.State}");
        }

        return worse;
    }
}
