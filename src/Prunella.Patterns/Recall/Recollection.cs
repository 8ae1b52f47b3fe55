using Prunella.Patterns.Stores;

namespace Prunella.Patterns.Recall;

/// <summary>Something that is remembered of an error.</summary>
/// <param name="Learning">What was learned.</param>
/// <param name="Tier">How it was found.</param>
/// <param name="Confidence">How sure it is that its fix helps.</param>
/// <param name="Why">What speaks for it, in words.</param>
public sealed record Recollection(Learning Learning, RecallTier Tier, FixConfidence Confidence, string Why);
