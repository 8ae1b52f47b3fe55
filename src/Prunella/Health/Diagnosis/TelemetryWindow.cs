namespace Prunella.Health;

/// <summary>Traces and logs of one stretch of time.</summary>
public sealed record TelemetryWindow
{
    /// <summary>A window without anything.</summary>
    public static TelemetryWindow Empty { get; } = new();

    /// <summary>The spans, in any order.</summary>
    public IReadOnlyList<SpanRecord> Spans { get; init; } = [];

    /// <summary>The log lines, in any order.</summary>
    public IReadOnlyList<LogRecord> Logs { get; init; } = [];
}
