using System.Runtime.CompilerServices;

namespace Prunella.Resilience;

/// <summary>Everything passes. Outcomes are counted without a lock; the first call of each new slice of 100 ms judges the slice before.</summary>
internal sealed class AdaptiveClosedState : BreakerState
{
    private const long SliceLength = 100;
    private const int SlicesToKnowTheUsual = 100;
    private const int Unit = 1 << 16; // weights are summed in fixed point, so that they can be added without a lock

    private readonly FailureDetector _detector;
    private readonly StripedCounter _good = new();
    private readonly KindCounts _kinds = new();
    private readonly Lock _judging = new();
    private long _bad;
    private long _badUnits;
    private long _nextSlice;
    private long _judgedAt;
    private Totals _judged;
    private int _quietSlices;
    private volatile bool _alarmed;
    private volatile bool _suspicious;
    private volatile bool _onBrink;

    public AdaptiveClosedState(CircuitBreaker owner, long now)
        : base(owner, letsAll: true)
    {
        _detector = new FailureDetector(owner.Baseline, owner.Dispersion);
        _judgedAt = now;
        _nextSlice = EndOfSlice(now);
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
        if (_onBrink || now >= Volatile.Read(ref _nextSlice))
            Judge(now);
    }

    // As long as was waited, at least: leaving it out would make the usual ever shorter, where timeouts follow what is usual.
    public override void TimedOut(long duration) => Owner.Latency.AddUnusual(duration);

    public override void Abandoned(int probe)
    {
    }

    private bool IsUsual(long duration)
    {
        CircuitBreakerOptions options = Owner.Options;
        bool usual = duration <= options.SlowFloor.TotalMilliseconds || duration <= options.SlowFactor * Owner.Latency.Percentile99;
        if (usual)
            Owner.Latency.Add(duration);
        else
            Owner.Latency.AddUnusual(duration);
        return usual;
    }

    private void Judge(long now)
    {
        // Whoever comes while another judges goes on: the other's sums, or the next slice's, have this call.
        if (!_judging.TryEnter())
            return;
        bool harmful;
        CircuitEvidence evidence;
        try
        {
            bool wasAlarmed = _alarmed;
            (double calls, double failures) = Slice_NeedsLock(out Totals totals);
            if (now >= _nextSlice)
                TakeSlice_NeedsLock(totals, calls, failures, now);
            else if (!_onBrink || !_detector.TryRaiseEarly(calls, failures))
                return;
            _alarmed = _detector.Alarmed;
            _onBrink = _detector.IsOnBrink;
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

    private (double Calls, double Failures) Slice_NeedsLock(out Totals totals)
    {
        totals = new Totals(_good.Sum, Volatile.Read(ref _bad), Volatile.Read(ref _badUnits));
        double calls = totals.Good - _judged.Good + totals.Bad - _judged.Bad;
        return (calls, Math.Min(calls, (totals.Units - _judged.Units) / (double)Unit));
    }

    private void TakeSlice_NeedsLock(Totals totals, double calls, double failures, long now)
    {
        long good = totals.Good - _judged.Good;
        _detector.Take(calls, failures, (now - _judgedAt) / 1000.0, Owner.Options.BlipSlices, Owner.Suspicion);
        (_judged, _judgedAt) = (totals, now);
        _suspicious = _detector.Evidence > 0.1;
        Owner.Latency.Settle(usual: !_suspicious);
        Owner.Latency.Refresh(good);
        _quietSlices = _suspicious ? 0 : _quietSlices + 1;
        if (_quietSlices == SlicesToKnowTheUsual)
            Owner.RestorePatience();
        Volatile.Write(ref _nextSlice, EndOfSlice(now));
    }

    // Slices lie on a grid: one that begins late would otherwise push all the others back.
    private static long EndOfSlice(long now) => (now / SliceLength + 1) * SliceLength;

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

    private readonly record struct Totals(long Good, long Bad, long Units);
}
