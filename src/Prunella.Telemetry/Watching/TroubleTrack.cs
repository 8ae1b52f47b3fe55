namespace Prunella.Telemetry.Watching;

/// <summary>The trouble of one service, from when it began to when it passed.</summary>
internal sealed class TroubleTrack(long since)
{
    /// <summary>When it began, in ticks of 100 ns.</summary>
    public long Since { get; set; } = since;

    /// <summary>When it was last seen.</summary>
    public long Seen { get; set; } = since;

    /// <summary>When it was last told; 0 if never.</summary>
    public long Told { get; set; }

    /// <summary>What was last seen of it, the strongest first.</summary>
    public IReadOnlyList<Sign> Signs { get; set; } = [];
}
