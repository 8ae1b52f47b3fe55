namespace Prunella.Resilience;

/// <summary>What an answer says about the dependency, where a bad answer is not an exception (as with HTTP).</summary>
/// <param name="Kind">What became of the call.</param>
/// <param name="RetryAfter">How long the dependency asks to be left alone; null where it does not.</param>
public readonly record struct Judgement(OutcomeKind Kind, TimeSpan? RetryAfter = null);
