using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Detectors;

/// <summary>What is known of a log statement, or of an error, in one period. Immutable.</summary>
/// <param name="Count">How many records there were.</param>
/// <param name="Level">The highest level.</param>
/// <param name="Service">Who wrote the first.</param>
/// <param name="Template">Its template.</param>
/// <param name="Example">The first of them.</param>
public sealed record RecordProfile(long Count, LogLevel Level, string Service, string Template, RecordEvidence Example)
{
    /// <summary>On how many occasions they were written, where that is known: records in a burst are one. As many as records by default.</summary>
    public long Occasions
    {
        get => field > 0 ? field : Count;
        init;
    }

    /// <summary>Of errors: the variance of their counts by slots of ten seconds over their mean; 1 where they come one by one, more where in bursts.</summary>
    public double Burstiness { get; init; } = 1;
}
