namespace Prunella.Cli.Demo;

/// <summary>What one run of the cascade gave.</summary>
/// <param name="Healing">Whether the services healed their calls.</param>
/// <param name="Phases">In the order of time.</param>
/// <param name="Circuits">What the circuits did, in the order of time; none without healing.</param>
/// <param name="Journal">Where the journal is.</param>
internal sealed record CascadeRunResult(bool Healing, IReadOnlyList<CascadePhase> Phases, IReadOnlyList<CircuitStep> Circuits, string Journal)
{
    public CascadePhase Of(string phase) => Phases.Single(each => each.Name == phase);
}
