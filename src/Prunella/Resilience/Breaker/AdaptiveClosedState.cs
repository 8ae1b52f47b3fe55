using System.Runtime.CompilerServices;

namespace Prunella.Resilience;

/// <summary>Everything passes. Outcomes are counted without a lock; the first call of each new slice of 100 ms judges the slice before.</summary>
internal sealed class AdaptiveClosedState : BreakerState
{
    private const long SliceLength = 100;
    private const int Unit = 1 << 16; // weights are summed in fixed point, so that they can be added without a lock

    private readonly FailureDetector _detector;
    private readonly StripedCounter _good = new();
    private readonly KindCounts _kinds = new();
    private readonly Lock _judging = new();
    private long _bad;
    private long _badUnits;
    private long _nextSlice;
    private long _judgedAt;
    private long _judgedGood;
    private long _judgedBad;
    private long _judgedUnits;
    private volatile bool _alarmed;
    private volatile bool _suspicious;

    public AdaptiveClosedState(CircuitBreaker owner, long now)
        : base(owner)
    {
        _detector = new FailureDetector(owner.Baseline);
        _judgedAt = now;
        _nextSlice = now + SliceLength;
    }

    public override CircuitState State => CircuitState.Closed;

    public override double Share => 1;

    public override bool Alarmed => _alarmed;

    /// <summary>Outcomes counted so far: for the tests that none is lost.</summary>
    internal (long Good, long Bad) Counted => (_good.Sum, Volatile.Read(ref _bad));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public override bool TryEnter(long now, out int probe)
    {
        probe = 0;
        return true;
    }

    public override void Succeeded(int probe, long now, long duration)
    {
        if (duration > 0 && !IsUsual(duration))
        {
            Failed(probe, OutcomeKind.Slow, now);
            return;
        }

        _good.Increment();
        if (now >= Volatile.Read(ref _nextSlice))
            Judge(now);
    }

    public override void Failed(int probe, OutcomeKind kind, long now)
    {
        _kinds.Count(kind);
        _ = Interlocked.Add(ref _badUnits, (long)(Owner.Options.Weights.Of(kind) * Unit));
        _ = Interlocked.Increment(ref _bad);
        if (now >= Volatile.Read(ref _nextSlice))
            Judge(now);
    }

    public override void Abandoned(int probe)
    {
    }

    private bool IsUsual(long duration)
    {
        CircuitBreakerOptions options = Owner.Options;
        bool usual = duration <= options.SlowFloor.TotalMilliseconds || duration <= options.SlowFactor * Owner.Latency.Percentile99;
        // A slow answer now and then belongs to the usual; a flock of them must not become it.
        if (usual || !_suspicious)
            Owner.Latency.Add(duration);
        return usual;
    }

    private void Judge(long now)
    {
        // Whoever comes while another judges goes on: the other's sums, or the next slice's, have this call.
        if (!_judging.TryEnter())
            return;
        bool wasAlarmed;
        bool harmful;
        CircuitEvidence evidence;
        try
        {
            if (now < _nextSlice)
                return;
            wasAlarmed = _alarmed;
            TakeSlice_NeedsLock(now);
            harmful = _detector.IsHarmful(Owner.Options.HarmfulShare);
            if (!harmful && wasAlarmed == _alarmed)
                return;
            evidence = Evidence_NeedsLock(harmful);
        }
        finally
        {
            _judging.Exit();
        }

        if (harmful)
            Owner.Open(this, evidence, now);
        else
            Owner.AnnounceAlarm(this, evidence);
    }

    private void TakeSlice_NeedsLock(long now)
    {
        long bad = Volatile.Read(ref _bad);
        long units = Volatile.Read(ref _badUnits);
        long good = _good.Sum;
        double calls = good - _judgedGood + bad - _judgedBad;
        double failures = Math.Min(calls, (units - _judgedUnits) / (double)Unit);
        Owner.Latency.Refresh(good - _judgedGood);
        _detector.Take(calls, failures, (now - _judgedAt) / 1000.0, Owner.Options.BlipSlices);
        (_judgedGood, _judgedBad, _judgedUnits, _judgedAt) = (good, bad, units, now);
        _alarmed = _detector.Alarmed;
        _suspicious = _detector.Evidence > 0.1;
        Volatile.Write(ref _nextSlice, now + SliceLength);
    }

    private CircuitEvidence Evidence_NeedsLock(bool harmful)
    {
        (double calls, double failures, double leastShare) = _detector.Harm;
        return new CircuitEvidence
        {
            Reason = harmful ? "most calls fail" : _alarmed ? "worse than usual" : "as usual again",
            Baseline = Owner.Baseline.Share,
            Evidence = _detector.Evidence,
            Calls = calls,
            Failures = failures,
            LeastFailureShare = leastShare,
            Kinds = _kinds.ToString(),
        };
    }
}
