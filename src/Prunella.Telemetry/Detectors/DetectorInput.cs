namespace Prunella.Telemetry.Detectors;

/// <summary>What the detectors look at: two periods, and what was declared. Immutable.</summary>
/// <param name="Current">The period that is judged.</param>
/// <param name="Baseline">An ordinary one before it; null where there is none: then only what was declared can be compared with.</param>
/// <param name="Declared">What was written down of the system.</param>
public sealed record DetectorInput(PeriodProfile Current, PeriodProfile? Baseline, Declarations Declared)
{
    /// <summary>How much happened in the current period for each that happened in the baseline, by traces where there are any.</summary>
    internal double Exposure => Baseline is null ? 0
        : Baseline.Traces > 0 && Current.Traces > 0 ? (double)Current.Traces / Baseline.Traces
        : Baseline.Records > 0 ? (double)Current.Records / Baseline.Records : 0;

    /// <summary>The current period's share of both.</summary>
    internal double Share => Exposure / (1 + Exposure);
}
