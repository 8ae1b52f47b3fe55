using Prunella.Patterns.Known;

namespace Prunella.Patterns.Generation;

/// <summary>A pattern that was made of an example.</summary>
/// <param name="Pattern">The pattern; it says who made it until a person has reviewed it.</param>
/// <param name="Notes">What went otherwise than asked, in words; empty where nothing did.</param>
/// <param name="Cost">What it cost, in the currency of the prices.</param>
public sealed record GeneratedPattern(ErrorPattern Pattern, IReadOnlyList<string> Notes, decimal Cost);
