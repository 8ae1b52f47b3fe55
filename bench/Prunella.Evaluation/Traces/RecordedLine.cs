namespace Prunella.Evaluation.Traces;

/// <summary>A line of a log as a collector would have got it.</summary>
/// <param name="Time">The microsecond at which it came.</param>
/// <param name="Service">Who wrote it.</param>
/// <param name="Trace">The trace that it names; empty for none.</param>
/// <param name="Span">The span that it names; empty for none.</param>
/// <param name="Text">All of it, header too.</param>
internal sealed record RecordedLine(long Time, string Service, string Trace, string Span, string Text);
