namespace Prunella.Telemetry.Analysis;

/// <summary>How far an analysis is.</summary>
/// <param name="Read">Bytes read from disk.</param>
/// <param name="Size">Bytes there are; 0 where that is not known.</param>
/// <param name="Records">Records read.</param>
/// <param name="Errors">Of these, at level error or above.</param>
/// <param name="Elapsed">Since it began.</param>
public readonly record struct AnalysisProgress(long Read, long Size, long Records, long Errors, TimeSpan Elapsed)
{
    /// <summary>Bytes in a second.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Read / Elapsed.TotalSeconds : 0;

    /// <summary>The time it still takes at this rate; null where that can not be told.</summary>
    public TimeSpan? Left => Size > 0 && Rate > 0 ? TimeSpan.FromSeconds(Math.Max(0, (Size - Read) / Rate)) : null;
}
