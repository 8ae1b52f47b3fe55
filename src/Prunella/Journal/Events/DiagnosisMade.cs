namespace Prunella.Journal;

/// <summary>The runtime asked itself what the cause of a trouble is, and this is the answer.</summary>
public sealed record DiagnosisMade : JournalEvent
{
    /// <summary>The answer in one sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Possible causes, the likeliest first, at most five; empty where nothing was found wrong.</summary>
    public IReadOnlyList<DiagnosedSuspect> Suspects { get; init; } = [];

    /// <summary>How many series were compared with their past.</summary>
    public int Series { get; init; }

    /// <summary>How many edges of the graph of calls and dependencies were known.</summary>
    public int Calls { get; init; }

    /// <summary>How long it took to read the series and to judge them.</summary>
    public TimeSpan Duration { get; init; }
}
