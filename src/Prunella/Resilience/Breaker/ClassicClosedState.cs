namespace Prunella.Resilience;

/// <summary>Everything passes until so many calls in a row have failed.</summary>
internal sealed class ClassicClosedState(CircuitBreaker owner) : BreakerState(owner, letsAll: true)
{
    private readonly KindCounts _kinds = new();
    private int _inARow;

    public override CircuitState State => CircuitState.Closed;

    public override double Share => 1;

    public override bool Alarmed => false;

    public override bool TryEnter(long now, out int probe)
    {
        probe = 0;
        return true;
    }

    public override void Succeeded(int probe, long now, long duration)
    {
        // Read first: a success that changes nothing writes nothing, so many threads share the line.
        if (Volatile.Read(ref _inARow) != 0)
            Volatile.Write(ref _inARow, 0);
    }

    public override void Failed(int probe, OutcomeKind kind, long now)
    {
        if (Owner.Options.Weights.Of(kind) <= 0.5)
            return;
        _kinds.Count(kind);
        int inARow = Interlocked.Increment(ref _inARow);
        if (inARow >= Owner.Options.FailureThreshold)
            Owner.Open(this, new CircuitEvidence { Reason = $"{inARow} failures in a row", Calls = inARow, Failures = inARow, Kinds = _kinds.ToString() }, now);
    }

    public override void Abandoned(int probe)
    {
    }
}
