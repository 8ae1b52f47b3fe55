using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Prunella.Telemetry.Store;

/// <summary>A record as the store keeps it.</summary>
public sealed record StoredEvent
{
    /// <summary>When it was written; null where it says no time.</summary>
    public required DateTimeOffset? Time { get; init; }

    /// <summary>Its level; <see cref="LogLevel.None"/> where it says none.</summary>
    public required LogLevel Level { get; init; }

    /// <summary>The logger or program; empty where it does not say.</summary>
    public required string Category { get; init; }

    /// <summary>The id of its template; null where the store does not know it.</summary>
    public required string? TemplateId { get; init; }

    /// <summary>Its template; null where the store does not know it.</summary>
    public required string? Template { get; init; }

    /// <summary>The values in its message, in order; of a record of JSON they are its fields.</summary>
    public required ImmutableArray<string> Values { get; init; }

    /// <summary>Its trace, as it is written; empty where it names none.</summary>
    public required string TraceId { get; init; }

    /// <summary>Its span, as it is written; empty where it names none.</summary>
    public required string SpanId { get; init; }

    /// <summary>All its text.</summary>
    public required string Text { get; init; }
}
