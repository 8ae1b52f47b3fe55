using FsCheck;
using FsCheck.Fluent;
using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Tests.Health;

/// <summary>Random systems of up to twelve components with arrows in all directions, some to nobody.</summary>
internal static class GraphGen
{
    public static Gen<HealthState?> OwnState { get; } =
        Gen.Elements<HealthState?>(HealthState.Failed, HealthState.Critical, HealthState.Degraded, HealthState.Healthy, HealthState.Healthy, null);

    public static Gen<RandomSystem> Systems { get; } =
        from count in Gen.Choose(1, 12)
        from components in Component(count).ArrayOf(count)
        from own in OwnState.ArrayOf(count)
        select new RandomSystem(
            [.. components.Select((arrows, i) => HealthBench.Describe($"c{i}", Targets(arrows.Requires, i), Targets(arrows.Uses, i)))], own);

    private static Gen<(int[] Requires, int[] Uses)> Component(int count) =>
        from requires in Arrows(count, most: 2)
        from uses in Arrows(count, most: 2)
        select (requires, uses);

    private static Gen<int[]> Arrows(int count, int most) =>
        from length in Gen.Choose(0, most)
        from targets in Gen.Choose(0, count).ArrayOf(length) // count itself is nobody
        select targets;

    private static string[] Targets(int[] targets, int self) => [.. targets.Where(target => target != self).Distinct().Select(target => $"c{target}")];
}

internal sealed record RandomSystem(IReadOnlyList<ComponentDescription> Components, HealthState?[] Own)
{
    public HealthState? OwnOf(ComponentName name) => Own[int.Parse(name.Value[1..], System.Globalization.CultureInfo.InvariantCulture)];

    public IReadOnlyDictionary<ComponentName, RolledUp> RollUp(HealthState?[]? own = null) =>
        Prunella.Health.RollUp.Of(DependencyGraph.From(Components), name => (this with { Own = own ?? Own }).OwnOf(name));

    public override string ToString() =>
        string.Join("; ", Components.Select((c, i) => $"{c.Name}={Own[i]} requires [{string.Join(' ', c.Requires)}] uses [{string.Join(' ', c.Uses)}]"));
}
