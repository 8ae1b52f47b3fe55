namespace Prunella.Telemetry.Analysis;

/// <summary>How much a tally keeps.</summary>
/// <param name="Shapes">Most skeletons of messages.</param>
/// <param name="Spans">Most spans.</param>
/// <param name="Cases">Most pieces of work that records are followed through.</param>
internal sealed record TallyLimits(int Shapes, int Spans, int Cases)
{
    /// <summary>For files, which are read and done with.</summary>
    public static TallyLimits Files { get; } = new(16_384, 200_000, 16_384);
}
