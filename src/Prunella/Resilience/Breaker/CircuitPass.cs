namespace Prunella.Resilience;

/// <summary>The leave of one call to go. Report its outcome once; the default value belongs to no breaker and reports to nobody.</summary>
public readonly struct CircuitPass
{
    private readonly BreakerState? _state;
    private readonly int _probe;
    private readonly long _entered;

    internal CircuitPass(BreakerState state, int probe, long entered)
    {
        _state = state;
        _probe = probe;
        _entered = entered;
    }

    internal void Report(OutcomeKind kind, long now)
    {
        if (_state is not { } state)
            return;
        switch (kind)
        {
            case OutcomeKind.Success:
                state.Succeeded(_probe, now, now - _entered);
                break;
            case OutcomeKind.CallerFault: // an answer, though not the one that was hoped for
                state.Succeeded(_probe, now, 0);
                break;
            case OutcomeKind.Overload or OutcomeKind.Cancelled:
                state.Abandoned(_probe);
                break;
            default:
                state.Failed(_probe, kind, now);
                break;
        }
    }
}
