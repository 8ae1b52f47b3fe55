namespace Prunella.Resilience;

/// <summary>Closed off by a person: nothing passes until a person resets it.</summary>
internal sealed class IsolatedState(CircuitBreaker owner) : BreakerState(owner)
{
    public override CircuitState State => CircuitState.Isolated;

    public override double Share => 0;

    public override bool TryEnter(long now, out int probe)
    {
        probe = 0;
        return false;
    }

    public override void Succeeded(int probe, long now, long duration)
    {
    }

    public override void Failed(int probe, OutcomeKind kind, long now)
    {
    }

    public override void Abandoned(int probe)
    {
    }
}
