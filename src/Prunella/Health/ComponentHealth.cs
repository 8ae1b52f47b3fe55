using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>The health of one component at one moment.</summary>
/// <param name="Description">The component.</param>
/// <param name="Own">Its state by its own sources alone; null as long as none has spoken.</param>
/// <param name="State">Its state with its dependencies counted in.</param>
/// <param name="Reason">What decided the state.</param>
/// <param name="Since">When it came to this state, by the wall clock.</param>
public sealed record ComponentHealth(ComponentDescription Description, HealthState? Own, HealthState State, string Reason, DateTimeOffset Since)
{
    /// <summary>The component whose trouble causes this one's; null where the trouble is its own, or there is none.</summary>
    public ComponentName? SymptomOf { get; init; }

    /// <summary>The last transitions, oldest first, at most 64.</summary>
    public IReadOnlyList<HealthTransition> History { get; init; } = [];
}
