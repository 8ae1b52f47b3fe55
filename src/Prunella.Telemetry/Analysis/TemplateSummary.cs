using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Analysis;

/// <summary>What one log statement wrote.</summary>
public sealed record TemplateSummary
{
    /// <summary>The template's id, the same in every run.</summary>
    public required string Id { get; init; }

    /// <summary>Its text, with <c>&lt;*&gt;</c> for values or as the log gave it.</summary>
    public required string Text { get; init; }

    /// <summary>Its records.</summary>
    public required long Count { get; init; }

    /// <summary>The level of most of them; <see cref="LogLevel.None"/> where they say none.</summary>
    public required LogLevel Level { get; init; }

    /// <summary>Records by <see cref="LogLevel"/>.</summary>
    public required ImmutableArray<long> Levels { get; init; }

    /// <summary>The logger or program; empty where it is not told or has several.</summary>
    public required string Category { get; init; }

    /// <summary>The first record's time; null where none has one.</summary>
    public required DateTimeOffset? First { get; init; }

    /// <summary>The last record's time.</summary>
    public required DateTimeOffset? Last { get; init; }

    /// <summary>Records in each step of the analysis's time.</summary>
    public required ImmutableArray<int> Times { get; init; }

    /// <summary>The first record.</summary>
    public required RecordEvidence Example { get; init; }

    /// <summary>The exception in the first record; null where there is none.</summary>
    public string? Exception { get; init; }

    /// <summary>The name by which its first error is known again; null where it has none.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The log or the code itself named this template.</summary>
    public bool IsGiven { get; init; }

    /// <summary>Why its messages were put together.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    /// <summary>Records at level error or above.</summary>
    public long Errors => Levels[(int)LogLevel.Error] + Levels[(int)LogLevel.Critical];
}
