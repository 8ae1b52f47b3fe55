using System.Collections.Immutable;

namespace Prunella.Telemetry.Flows;

/// <summary>A way in which cases go another way than their flow.</summary>
/// <param name="Kind">How.</param>
/// <param name="Step">The step that deviates.</param>
/// <param name="After">The last step before it on which case and flow agree; null at the beginning.</param>
/// <param name="Cases">How many cases do so.</param>
/// <param name="Course">The steps of the most frequent course that does.</param>
public sealed record FlowDeviation(FlowDeviationKind Kind, string Step, string? After, long Cases, ImmutableArray<string> Course);
