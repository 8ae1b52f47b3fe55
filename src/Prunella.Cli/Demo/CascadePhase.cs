namespace Prunella.Cli.Demo;

/// <summary>What the gateway's customers met in one stretch of time.</summary>
/// <param name="Name"><c>before</c>, <c>slow</c>, <c>failing</c>, <c>during</c> (slow and failing together) or <c>after</c>.</param>
/// <param name="Seconds">How long it was.</param>
/// <param name="Requests">Requests due in it.</param>
/// <param name="Good">Those that got the right answer.</param>
/// <param name="P99Milliseconds">99th percentile of the latency of right answers, from when each was due.</param>
/// <param name="InventoryCalls">Calls that reached the inventory.</param>
internal sealed record CascadePhase(string Name, double Seconds, long Requests, long Good, double P99Milliseconds, long InventoryCalls)
{
    /// <summary>Right answers per second.</summary>
    public double Goodput => Good / Seconds;
}
