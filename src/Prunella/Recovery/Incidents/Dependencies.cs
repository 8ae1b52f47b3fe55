using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Who requires whom, read from a picture of the health. Cycles are allowed.</summary>
internal static class Dependencies
{
    /// <summary>All that <paramref name="component"/> requires, directly or not, without itself.</summary>
    public static HashSet<ComponentName> RequiredBy(this SystemHealth system, ComponentName component) =>
        Reach(component, name => system.Components.TryGetValue(name, out ComponentHealth? known) ? known.Description.Requires : []);

    /// <summary>All that <paramref name="component"/> requires or uses, directly or not, without itself.</summary>
    public static HashSet<ComponentName> NeededBy(this SystemHealth system, ComponentName component) =>
        Reach(component, name => system.Components.TryGetValue(name, out ComponentHealth? known) ? known.Description.Requires.Concat(known.Description.Uses) : []);

    /// <summary>All that require <paramref name="component"/>, directly or not, without itself.</summary>
    public static HashSet<ComponentName> DependentsOf(this SystemHealth system, ComponentName component) =>
        Reach(component, name => system.Components.Values.Where(other => other.Description.Requires.Contains(name)).Select(static other => other.Description.Name));

    private static HashSet<ComponentName> Reach(ComponentName from, Func<ComponentName, IEnumerable<ComponentName>> next)
    {
        var found = new HashSet<ComponentName>();
        var open = new Stack<ComponentName>([from]);
        while (open.TryPop(out ComponentName name))
        {
            foreach (ComponentName other in next(name))
            {
                if (other != from && found.Add(other))
                    open.Push(other);
            }
        }

        return found;
    }
}
