namespace Prunella.Health;

/// <summary>One line of a log.</summary>
/// <param name="Time">When, in microseconds of the epoch that the spans have.</param>
/// <param name="Component">Who wrote it.</param>
/// <param name="Trace">The trace that it belongs to; empty where it belongs to none.</param>
/// <param name="Span">The span that it belongs to; empty where it belongs to none.</param>
/// <param name="Message">The text.</param>
public readonly record struct LogRecord(long Time, string Component, string Trace, string Span, string Message);
