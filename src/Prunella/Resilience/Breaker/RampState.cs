namespace Prunella.Resilience;

/// <summary>A share of the calls passes; outcomes decide whether it grows, shrinks, or the circuit opens again.</summary>
/// <remarks>
/// If failures grow with the share, the dependency can not bear more load yet: a step back. If they do not, waiting would not help:
/// a step up. Each step is an episode of its own, so late outcomes of one step do not count for the next.
/// </remarks>
internal sealed class RampState(CircuitBreaker owner, RampStep step, long now, long breakLength) : BreakerState(owner)
{
    private const long LeastInterval = 500; // a share of little traffic is no traffic: one call in this time may always go
    private const long Patience = 2000;

    private readonly Lock _gate = new();
    private readonly KindCounts _kinds = new();
    private long _lastAdmitted = now - LeastInterval;
    private long _offered;
    private int _admitted;
    private int _calls;
    private double _failures;
    private bool _decided;

    public override CircuitState State => CircuitState.HalfOpen;

    public override double Share => step.Share;

    private long Lease => (long)Owner.Options.ProbeLease.TotalMilliseconds;

    public override bool TryEnter(long now, out int probe)
    {
        probe = 0;
        if (HangsAt(now))
        {
            Owner.Open(this, new CircuitEvidence { Reason = "calls do not come back", Calls = _admitted, Kinds = _kinds.ToString() }, now, breakLength * 2);
            return false;
        }

        long turn = Interlocked.Increment(ref _offered);
        bool due = Math.Floor(turn * step.Share) > Math.Floor((turn - 1) * step.Share);
        if (!due && now - Volatile.Read(ref _lastAdmitted) < LeastInterval)
            return false;
        Volatile.Write(ref _lastAdmitted, now);
        _ = Interlocked.Increment(ref _admitted);
        return true;
    }

    public override void Succeeded(int probe, long now, long duration)
    {
        Owner.Latency.Add(duration);
        Take(now, 0);
    }

    public override void Failed(int probe, OutcomeKind kind, long now)
    {
        _kinds.Count(kind);
        Take(now, Owner.Options.Weights.Of(kind));
    }

    public override void Abandoned(int probe) => Interlocked.Decrement(ref _admitted);

    // Calls that were admitted a lease ago and more should be back. If half of all are not, they hang.
    private bool HangsAt(long at) => at - now >= Lease && Volatile.Read(ref _calls) * 2 < Volatile.Read(ref _admitted);

    private void Take(long at, double failure)
    {
        Action? move;
        lock (_gate)
        {
            _calls++;
            _failures += failure;
            move = _decided ? null : Decide_NeedsLock(at);
            _decided |= move is not null;
        }

        move?.Invoke();
    }

    private Action? Decide_NeedsLock(long at)
    {
        bool enough = _calls >= step.Needed || _failures == 0 && at - now >= Patience;
        bool harmful = _calls >= 3 && _failures * 2 > _calls && (enough || FailureDetector.LeastShare(_calls, _failures) > Owner.Options.HarmfulShare);
        if (!enough && !harmful)
            return null;

        if (harmful && step.LowerCalls <= 0)
            return () => Owner.Open(this, Evidence("most calls still fail"), at, breakLength * 2);
        if (harmful || step.IsLoadDependent(_calls, _failures))
            return () => Owner.Step(this, step.Down(at), Evidence("more load, more failures"), at, breakLength);
        if (at < step.Hold)
            return null;
        return step.Up(_calls, _failures) is { } up
            ? () => Owner.Step(this, up, Evidence("bears its load"), at, breakLength)
            : () => Owner.Close(this, Evidence("bears its load"), at);
    }

    private CircuitEvidence Evidence(string reason) => new()
    {
        Reason = reason,
        Baseline = Owner.Baseline.Share,
        Calls = _calls,
        Failures = _failures,
        Kinds = _kinds.ToString(),
    };
}
