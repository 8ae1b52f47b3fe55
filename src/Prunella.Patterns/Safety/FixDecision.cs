using Prunella.Kernel;

namespace Prunella.Patterns.Safety;

/// <summary>How far a fix may go.</summary>
/// <param name="Mode">
/// <see cref="HealingMode.Observe"/>: it may not be carried out, by nobody; <see cref="HealingMode.Suggest"/>: a person may start it;
/// <see cref="HealingMode.Ask"/>: a person is asked; <see cref="HealingMode.Auto"/>: it is carried out.
/// </param>
/// <param name="Precedent">What is known of it, in one word: <c>unverified</c>, <c>seeded</c>, <c>verified</c>, <c>human</c>.</param>
/// <param name="Reasons">Why, in words; the first is the ladder's, the others hold it back.</param>
public sealed record FixDecision(HealingMode Mode, string Precedent, IReadOnlyList<string> Reasons);
