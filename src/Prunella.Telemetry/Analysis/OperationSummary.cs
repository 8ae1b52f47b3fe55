using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Prunella.Telemetry.Analysis;

/// <summary>How long an operation takes, by what logs or spans say.</summary>
public sealed record OperationSummary
{
    /// <summary>The service, logger or program; empty where it is not known.</summary>
    public required string Service { get; init; }

    /// <summary>The operation, or the template of the statement that tells the duration.</summary>
    public required string Name { get; init; }

    /// <summary>How often it was measured.</summary>
    public required long Count { get; init; }

    /// <summary>Of these, failures; 0 where that is not told.</summary>
    public long Errors { get; init; }

    /// <summary>All durations together.</summary>
    public required TimeSpan Total { get; init; }

    /// <summary>The part of it in which nothing that it called was running; null where that is not known.</summary>
    public TimeSpan? Own { get; init; }

    /// <summary>Half of all take no longer; right to 10 %.</summary>
    public required TimeSpan Median { get; init; }

    /// <summary>95 % take no longer.</summary>
    public required TimeSpan P95 { get; init; }

    /// <summary>99 % take no longer.</summary>
    public required TimeSpan P99 { get; init; }

    /// <summary>The longest.</summary>
    public required TimeSpan Longest { get; init; }

    /// <summary>For each step of the analysis's time, how many took how long: by quarters of a doubling from 1 µs on; empty rows where there is nothing.</summary>
    [JsonIgnore]
    public ImmutableArray<ImmutableArray<int>> Heat { get; init; } = [];
}
