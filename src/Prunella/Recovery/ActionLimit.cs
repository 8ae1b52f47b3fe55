using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>What holds an action back in one incident, beyond the mode of its tier.</summary>
/// <param name="Mode">The most that may be done by itself.</param>
/// <param name="Why">Why, in words for a person.</param>
public sealed record ActionLimit(HealingMode Mode, string Why);
