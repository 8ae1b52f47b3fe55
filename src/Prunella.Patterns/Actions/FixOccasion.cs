using Prunella.Kernel;

namespace Prunella.Patterns.Actions;

/// <summary>What a fix is carried out for.</summary>
/// <param name="Against">The error, by its fingerprint.</param>
/// <param name="Touches">The component that is in trouble, then those that its files may touch besides.</param>
public sealed record FixOccasion(string Against, IReadOnlyList<ComponentName> Touches);
