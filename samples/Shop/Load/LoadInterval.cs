namespace Shop.Load;

/// <summary>The requests that were due within one interval, by what became of them.</summary>
/// <param name="Start">When it began, since the load began.</param>
/// <param name="Outcomes">What became of its requests so far.</param>
/// <param name="P99">The 99th percentile of the latency of its right answers.</param>
/// <param name="Max">The longest latency of its right answers.</param>
public sealed record LoadInterval(TimeSpan Start, OutcomeCounts Outcomes, TimeSpan P99, TimeSpan Max);
