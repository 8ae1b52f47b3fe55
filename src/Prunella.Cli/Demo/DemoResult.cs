using System.Text.Json.Serialization;

namespace Prunella.Cli.Demo;

/// <summary>What a demo gave: the schema of <c>prunella demo --json</c>.</summary>
/// <param name="Scenario">Which.</param>
/// <param name="Healed">Whether every fault was healed.</param>
/// <param name="Faults">One after another.</param>
/// <param name="Requests">Requests in all.</param>
/// <param name="Failed">Those that did not get the right answer in time.</param>
/// <param name="P99Milliseconds">99th percentile of the latency of right answers, over all of the run, faults included.</param>
/// <param name="Journal">Where the journal is.</param>
/// <param name="JournalIsWhole">Whether its chain was verified.</param>
internal sealed record DemoResult(
    string Scenario, bool Healed, IReadOnlyList<FaultResult> Faults, long Requests, long Failed, double P99Milliseconds, string Journal, bool JournalIsWhole);

/// <summary>Its JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(DemoResult))]
internal sealed partial class DemoJson : JsonSerializerContext;
