namespace Prunella.Telemetry.Findings;

/// <summary>A span of a trace.</summary>
/// <param name="TraceId">The trace, 32 hexadecimal digits.</param>
/// <param name="SpanId">The span, 16 hexadecimal digits.</param>
/// <param name="Service">Who did the work.</param>
/// <param name="Operation">What the work was.</param>
/// <param name="Start">When it began.</param>
/// <param name="Duration">How long it took.</param>
public sealed record SpanEvidence(string TraceId, string SpanId, string Service, string Operation, DateTimeOffset Start, TimeSpan Duration) : Evidence;
