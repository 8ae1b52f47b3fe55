namespace Shop.Load;

/// <summary>The load up to one moment.</summary>
/// <param name="At">The moment, since the load began.</param>
/// <param name="Outcomes">The requests that had ended by then, by what became of them.</param>
/// <param name="InFlight">The requests under way.</param>
/// <param name="IdleClosed">Connections that were closed by the other side while no request was on them; they cost no request.</param>
/// <param name="P50">The median latency of right answers. Latency counts from when a request was due.</param>
/// <param name="P99">The 99th percentile.</param>
/// <param name="Max">The longest.</param>
public sealed record LoadSnapshot(
    TimeSpan At, OutcomeCounts Outcomes, int InFlight, long IdleClosed, TimeSpan P50, TimeSpan P99, TimeSpan Max);
