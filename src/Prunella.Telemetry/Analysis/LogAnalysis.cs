using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Flows;
using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Analysis;

/// <summary>What logs and traces show. Immutable.</summary>
public sealed record LogAnalysis
{
    /// <summary>What was read.</summary>
    public required ImmutableArray<SourceSummary> Sources { get; init; }

    /// <summary>Paths that named nothing that can be read.</summary>
    public required ImmutableArray<SourceProblem> Problems { get; init; }

    /// <summary>All records.</summary>
    public required long Records { get; init; }

    /// <summary>Records by <see cref="LogLevel"/>; the last are those that say none.</summary>
    public required ImmutableArray<long> Levels { get; init; }

    /// <summary>When the first step of time begins; null where no record has a time.</summary>
    public required DateTimeOffset? From { get; init; }

    /// <summary>How long a step of time is.</summary>
    public required TimeSpan Step { get; init; }

    /// <summary>How many steps there are.</summary>
    public required int Steps { get; init; }

    /// <summary>Records whose time is none, or far from all others, as after a jump of the clock; they count in everything but the course of time.</summary>
    public required long OutOfTime { get; init; }

    /// <summary>Troubles, the gravest first.</summary>
    public ImmutableArray<Finding> Findings { get; init; } = [];

    /// <summary>The statements, the most frequent first.</summary>
    public required ImmutableArray<TemplateSummary> Templates { get; init; }

    /// <summary>The loggers and programs, the most frequent first.</summary>
    public required ImmutableArray<CategorySummary> Categories { get; init; }

    /// <summary>The operations whose durations are known, those with most time altogether first.</summary>
    public required ImmutableArray<OperationSummary> Operations { get; init; }

    /// <summary>In which order things happen; null where nothing tells what belongs together.</summary>
    public required FlowSummary? Flow { get; init; }

    /// <summary>How cases and traces keep to the flow that was declared, or discovered; empty where none was asked for, or none of its steps occurs.</summary>
    public ImmutableArray<FlowCheck> Conformance { get; init; } = [];

    /// <summary>How many traces were read.</summary>
    public long TraceCount { get; init; }

    /// <summary>Some traces to look at: those with errors, the slowest of each kind, and some usual ones.</summary>
    [JsonIgnore]
    public ImmutableArray<Trace> Traces { get; init; } = [];

    /// <summary>What the detectors know of its records and of its traces, to compare it with another.</summary>
    internal ImmutableArray<PeriodProfile> Profiles { get; init; } = [];

    /// <summary>How long the analysis took.</summary>
    public required TimeSpan Took { get; init; }

    /// <summary>The end of the last step of time; null where no record has a time.</summary>
    public DateTimeOffset? Until => From + (Steps * Step);

    /// <summary>Bytes of text that were read, unpacked.</summary>
    public long Bytes => Sources.Sum(static source => source.Bytes);

    /// <summary>Lines that were read.</summary>
    public long Lines => Sources.Sum(static source => source.Lines);

    /// <summary>Records at level error or above.</summary>
    public long Errors => Levels[(int)LogLevel.Error] + Levels[(int)LogLevel.Critical];
}
