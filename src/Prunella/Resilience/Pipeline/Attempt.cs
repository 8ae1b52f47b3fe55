namespace Prunella.Resilience;

/// <summary>What one attempt holds while it is under way, to be given back when it ends.</summary>
/// <remarks>Mutable struct: lives in one local, is handed on by reference, and is settled once.</remarks>
internal struct Attempt
{
    public CancellationToken Token;
    public BreakerState? Circuit;
    public int Probe;
    public ConcurrencyLimiter? Limiter;
    public TimeoutLease? Lease;
    public long Started;
    public long Timeout;
}
