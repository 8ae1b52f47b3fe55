namespace Prunella.Resilience;

/// <summary>The leave of one call to go. Report its outcome once; the default value belongs to no breaker and reports to nobody.</summary>
public readonly struct CircuitPass
{
    internal CircuitPass(BreakerState? state, int probe, long entered)
    {
        State = state;
        Probe = probe;
        Entered = entered;
    }

    internal BreakerState? State { get; }

    internal int Probe { get; }

    internal long Entered { get; }
}
