using System.Text.Json.Serialization;

namespace Prunella.Cli.Demo;

/// <summary>What the cascade gave: the schema of <c>prunella demo cascade --json</c>.</summary>
/// <param name="Rate">Requests per second.</param>
/// <param name="Without">The shop whose services do not heal their calls.</param>
/// <param name="With">The same load and the same faults, with healing.</param>
internal sealed record CascadeResult(double Rate, CascadeRunResult Without, CascadeRunResult With)
{
    public string Scenario { get; } = "cascade";

    /// <summary>What was promised, and whether it was kept.</summary>
    public IReadOnlyList<CascadeCheck> Checks { get; } = ChecksOf(Without, With);

    /// <summary>Whether every check is met.</summary>
    public bool Met => Checks.All(static check => check.Met);

    private static CascadeCheck[] ChecksOf(CascadeRunResult without, CascadeRunResult with)
    {
        CascadePhase before = with.Of(CascadeSchedule.Before), during = with.Of(CascadeSchedule.During), after = with.Of(CascadeSchedule.After);
        return
        [
            AtLeast("goodput_during", "at least 0.95 of before", during.Goodput / before.Goodput, 0.95),
            AtMost("p99_during", "at most 2 times before", during.P99Milliseconds / before.P99Milliseconds, 2),
            AtLeast("goodput_after", "at least 0.95 of before", after.Goodput / before.Goodput, 0.95),
            AtMost("inventory_calls_during", "at most half of those before", during.InventoryCalls / during.Seconds / (before.InventoryCalls / before.Seconds), 0.5),
            AtLeast("inventory_calls_after", "at least 0.8 of those before: it is back", after.InventoryCalls / after.Seconds / (before.InventoryCalls / before.Seconds), 0.8),
            AtMost("goodput_during_without", "below 0.95: there was something to heal",
                without.Of(CascadeSchedule.During).Goodput / without.Of(CascadeSchedule.Before).Goodput, 0.95),
        ];
    }

    private static CascadeCheck AtLeast(string name, string bar, double value, double least) => new(name, bar, value, value >= least);

    private static CascadeCheck AtMost(string name, string bar, double value, double most) => new(name, bar, value, value <= most);
}

/// <summary>Its JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(CascadeResult))]
internal sealed partial class CascadeJson : JsonSerializerContext;
