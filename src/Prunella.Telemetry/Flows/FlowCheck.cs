using System.Collections.Immutable;

namespace Prunella.Telemetry.Flows;

/// <summary>How work keeps to a flow. Immutable.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Cases">Pieces of work with at least one of its steps.</param>
/// <param name="Fitting">How many of them are courses of the flow.</param>
/// <param name="Unchecked">How many could not be judged within the bounds.</param>
/// <param name="Fitness">The mean of their fitness, 0 to 1; see <see cref="Alignment.Fitness"/>.</param>
/// <param name="Deviations">Where the others deviate, the most frequent first.</param>
public sealed record FlowCheck(string Flow, long Cases, long Fitting, long Unchecked, double Fitness, ImmutableArray<FlowDeviation> Deviations)
{
    /// <summary>Steps of the flow that occur in no case.</summary>
    public ImmutableArray<string> NeverSeen { get; init; } = [];
}
