using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>How much of one class of actions happens by itself.</summary>
/// <param name="Tier">The class.</param>
/// <param name="Mode">Its mode.</param>
public sealed record TierMode(RecoveryTier Tier, HealingMode Mode);
