namespace Prunella.Resilience;

/// <summary>Nothing passes but one leased probe after each break.</summary>
/// <remarks>
/// A probe that does not come back within its lease has failed, and its late outcome is ignored; one that its caller gave up is as if
/// it had never been. So no call can hold the circuit.
/// </remarks>
internal sealed class OpenState : BreakerState
{
    private readonly Lock _gate = new();
    private readonly long _since;
    private long _nextProbe;
    private long _breakLength;
    private long _leaseEnds = long.MaxValue;
    private int _probe;
    private int _lastProbe;
    private int _good;
    private int _rejected;

    /// <param name="owner">The breaker.</param>
    /// <param name="now">Milliseconds of the coarse clock.</param>
    /// <param name="breakLength">The first break, in milliseconds.</param>
    public OpenState(CircuitBreaker owner, long now, long breakLength)
        : base(owner)
    {
        _since = now;
        _breakLength = breakLength;
        _nextProbe = now + breakLength;
    }

    public override CircuitState State => Volatile.Read(ref _probe) == 0 ? CircuitState.Open : CircuitState.HalfOpen;

    public override double Share => 0;

    /// <summary>The present break, in milliseconds.</summary>
    public long BreakLength => Volatile.Read(ref _breakLength);

    /// <summary>When it opened, in milliseconds of the coarse clock.</summary>
    public long Since => _since;

    private bool IsClassic => Owner.Options.Mode == BreakerMode.Classic;

    public override bool TryEnter(long now, out int probe)
    {
        probe = 0;
        if (!MayProbe(now))
        {
            _ = Interlocked.Increment(ref _rejected);
            return false;
        }

        lock (_gate)
        {
            if (_probe != 0 && now >= _leaseEnds)
            {
                ProbeFailed_NeedsLock(now);
                Owner.StretchPatience();
            }

            if (_probe != 0 || !BreakIsOver(now))
                return false;
            _probe = probe = ++_lastProbe;
            Volatile.Write(ref _leaseEnds, now + (long)Owner.Options.ProbeLease.TotalMilliseconds);
            return true;
        }
    }

    public override void Succeeded(int probe, long now, long duration)
    {
        lock (_gate)
        {
            if (!EndProbe_NeedsLock(probe))
                return;
            Owner.Latency.Add(duration);
            _good++;
            Volatile.Write(ref _nextProbe, now); // a second look at once
            if (_good < (IsClassic ? 1 : 2))
                return;
        }

        var evidence = new CircuitEvidence { Reason = IsClassic ? "the probe succeeded" : "two probes succeeded" };
        if (IsClassic)
            Owner.Close(this, evidence, now);
        else
            Owner.Ramp(this, evidence, now);
    }

    public override void Failed(int probe, OutcomeKind kind, long now)
    {
        lock (_gate)
        {
            if (probe != _probe)
                return;
            // A slow answer to a probe is good news all the same.
            if (Owner.Options.Weights.Of(kind) > 0.5)
            {
                if (kind == OutcomeKind.Timeout)
                    Owner.StretchPatience();
                ProbeFailed_NeedsLock(now);
                return;
            }
        }

        Succeeded(probe, now, 0);
    }

    public override void Abandoned(int probe)
    {
        lock (_gate)
            _ = EndProbe_NeedsLock(probe);
    }

    public override TimeSpan RetryAfter(long now) => TimeSpan.FromMilliseconds(Math.Max(0, Volatile.Read(ref _nextProbe) - now));

    private bool MayProbe(long now) => Volatile.Read(ref _probe) == 0 ? BreakIsOver(now) : now >= Volatile.Read(ref _leaseEnds);

    // Many callers turned away are a reason to look sooner: one probe more is nothing to them.
    private bool BreakIsOver(long now)
    {
        long next = Volatile.Read(ref _nextProbe);
        return now >= next
            || !IsClassic && Volatile.Read(ref _rejected) >= Owner.Options.ProbeAfterRejections && now >= next - _breakLength + FirstBreak;
    }

    private long FirstBreak => (long)Owner.Options.FirstBreak.TotalMilliseconds;

    private bool EndProbe_NeedsLock(int probe)
    {
        if (probe == 0 || probe != _probe)
            return false;
        Volatile.Write(ref _probe, 0);
        return true;
    }

    private void ProbeFailed_NeedsLock(long now)
    {
        Volatile.Write(ref _probe, 0);
        _good = 0;
        long longest = (long)Owner.Options.ResetTimeout.TotalMilliseconds;
        Volatile.Write(ref _breakLength, IsClassic ? longest : Math.Max(Math.Min(longest, _breakLength * 2), Math.Min(longest, FirstBreak)));
        Volatile.Write(ref _rejected, 0);
        Volatile.Write(ref _nextProbe, now + _breakLength);
    }
}
