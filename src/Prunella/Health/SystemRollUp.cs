using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>The state of the whole, out of the states of its components. Pure.</summary>
/// <remarks>
/// Components that nobody has observed, and symptoms, are left out; while nothing has been observed the whole is Degraded, for no news is
/// neither good nor bad. Each root of trouble counts as its own state, with two exceptions. One that has failed makes the whole
/// Critical, not Failed: the rest still works. The whole has Failed once no observed component is better than Critical and one has failed.
/// And a Failed or Critical member of a group of which another member works counts as Degraded: the replicas carry on.
/// The worst decides, then the first name.
/// </remarks>
internal static class SystemRollUp
{
    public static (HealthState State, string Reason) Of(IEnumerable<ComponentHealth> components)
    {
        var roots = new List<ComponentHealth>();
        var workingGroups = new HashSet<ComponentName>();
        int observed = 0;
        int working = 0;
        foreach (ComponentHealth component in components)
        {
            if (component is { Own: null, SymptomOf: null })
                continue;
            observed++;
            if (component.State >= HealthState.Degraded)
            {
                working++;
                if (component.Description.Group is { } group)
                    workingGroups.Add(group);
            }

            if (component is { State: < HealthState.Healthy, SymptomOf: null })
                roots.Add(component);
        }

        if (observed == 0)
            return (HealthState.Degraded, "nothing has been observed yet");
        if (roots.Count == 0)
            return (HealthState.Healthy, $"{observed} of {observed} components work as they should");

        HealthState Weight(ComponentHealth root)
        {
            if (root.State <= HealthState.Critical && root.Description.Group is { } group && workingGroups.Contains(group))
                return HealthState.Degraded;
            return root.State == HealthState.Failed && working > 0 ? HealthState.Critical : root.State;
        }

        ComponentHealth worst = roots.MinBy(root => (Weight(root), root.Description.Name))!;
        return (Weight(worst), $"{worst.Description.Name}: {worst.Reason}");
    }
}
