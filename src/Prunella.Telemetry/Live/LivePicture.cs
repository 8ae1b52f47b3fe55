using System.Collections.Immutable;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Live;

/// <summary>What a live analysis shows at one look. Immutable.</summary>
public sealed record LivePicture
{
    /// <summary>When it was taken.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Since when there is ordinary time to compare with.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether there is enough of it to judge by.</summary>
    public bool CanJudge { get; init; }

    /// <summary>What it has taken in.</summary>
    public required LiveCounts Counts { get; init; }

    /// <summary>What is so now, the gravest first.</summary>
    public ImmutableArray<LiveFinding> Findings { get; init; } = [];

    /// <summary>What is over, the newest first; at most 50.</summary>
    public ImmutableArray<LiveFinding> Ended { get; init; } = [];

    /// <summary>When the first step of <see cref="OperationSummary.Heat"/> begins; null while there are no spans.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>How long a step is.</summary>
    public TimeSpan Step { get; init; }

    /// <summary>The operations, those with most time altogether first.</summary>
    public ImmutableArray<OperationSummary> Operations { get; init; } = [];

    /// <summary>In which order the operations of a trace come; null while there are too few.</summary>
    public FlowSummary? Flow { get; init; }

    /// <summary>Some traces: the newest, those with errors, and the slowest.</summary>
    public ImmutableArray<Trace> Traces { get; init; } = [];

    /// <summary>Errors in logs, the most frequent in the newest window first; at most 50.</summary>
    public ImmutableArray<LiveError> Errors { get; init; } = [];

    /// <summary>The services, by name.</summary>
    public ImmutableArray<LiveCoverage> Coverage { get; init; } = [];
}
