using Microsoft.Extensions.Logging;

namespace Prunella.Telemetry.Store;

/// <summary>Which events are wanted; all conditions together.</summary>
public sealed record EventQuery
{
    /// <summary>Not before this time; null for no limit.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time; null for no limit.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>At this level or above; <see cref="LogLevel.Trace"/> for all, those without level too.</summary>
    public LogLevel Level { get; init; } = LogLevel.Trace;

    /// <summary>Of this logger or program, or of one below it by points; null for any.</summary>
    public string? Category { get; init; }

    /// <summary>The id of a template, or a part of its text; null for any.</summary>
    public string? Template { get; init; }

    /// <summary>Of this trace; null for any.</summary>
    public string? Trace { get; init; }

    /// <summary>With this text in it, whatever the case; null for any.</summary>
    public string? Text { get; init; }

    /// <summary>With this value in a field of JSON, or as <c>name=value</c> in a text; null for any.</summary>
    public KeyValuePair<string, string>? Field { get; init; }

    /// <summary>At most so many. Default: all.</summary>
    public long Limit { get; init; } = long.MaxValue;
}
