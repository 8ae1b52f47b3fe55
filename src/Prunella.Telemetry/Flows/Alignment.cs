using System.Collections.Immutable;

namespace Prunella.Telemetry.Flows;

/// <summary>The cheapest way to explain a case by a flow.</summary>
/// <param name="Moves">Step by step what the case and the flow do.</param>
/// <param name="Cost">10,000 for each step that only one of both does, 1 for each silent step of the flow.</param>
/// <param name="WorstCost">What it would cost if none of the steps agreed.</param>
public sealed record Alignment(ImmutableArray<AlignmentMove> Moves, long Cost, long WorstCost)
{
    /// <summary>From 0, nothing agrees, to 1, the case is a course of the flow; silent steps do not count.</summary>
    public double Fitness => Cost / FlowAligner.DeviationCost == 0 ? 1
        : WorstCost == 0 ? 0
        : 1 - ((double)(Cost / FlowAligner.DeviationCost) / (WorstCost / FlowAligner.DeviationCost));
}
