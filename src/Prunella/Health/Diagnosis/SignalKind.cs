namespace Prunella.Health;

/// <summary>What a series says of its component: what goes on inside, what others see of it, or how it fares with those that it calls.</summary>
/// <remarks>A cause shows inside and outside; a victim shows outside alone.</remarks>
public enum SignalKind
{
    /// <summary>Inside: processor, memory, disk, threads, garbage collection.</summary>
    Internal,

    /// <summary>Of the machine that it shares with others; counts little.</summary>
    Host,

    /// <summary>Outside: how long it takes to answer.</summary>
    Latency,

    /// <summary>How long it waits for those that it calls: points at them.</summary>
    Waiting,

    /// <summary>Outside: failures, bad when they rise.</summary>
    Errors,

    /// <summary>Outside: share of answers that are good, bad when it falls.</summary>
    Availability,

    /// <summary>How much there is to do: requests, bytes, system calls.</summary>
    Traffic,
}
