namespace Prunella.Health;

/// <summary>One span of a trace.</summary>
/// <param name="Trace">The trace.</param>
/// <param name="Span">Its own identifier, unique in its window.</param>
/// <param name="Parent">The span that it is a part of; anything unknown for the first of a trace.</param>
/// <param name="Component">Who did the work.</param>
/// <param name="Operation">What the work was; of few values.</param>
/// <param name="Start">When it began, in microseconds of any epoch.</param>
/// <param name="Duration">How long it took, in microseconds.</param>
public readonly record struct SpanRecord(string Trace, string Span, string Parent, string Component, string Operation, long Start, long Duration);
