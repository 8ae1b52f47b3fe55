using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Detectors;

/// <summary>A record of a log as the detectors take it. Immutable.</summary>
/// <param name="Time">When it was written.</param>
/// <param name="Service">Who wrote it; empty where it does not say.</param>
/// <param name="Level">Its level.</param>
/// <param name="Template">The template of its message.</param>
/// <param name="Text">Its text, for evidence.</param>
public sealed record LogEvent(DateTimeOffset Time, string Service, LogLevel Level, string Template, string Text)
{
    /// <summary>The trace that it belongs to; none where it does not say.</summary>
    public TraceId Trace { get; init; }

    /// <summary>The file or stream that it stands in.</summary>
    public string Source { get; init; } = "";

    /// <summary>The number of its first line, from 1; 0 where it is not known.</summary>
    public long Line { get; init; }

    /// <summary>The fingerprint of its error, such as <c>Prunella.Patterns</c> makes; null to let its template stand for it.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>The named values of its message.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Values { get; init; } = [];
}
