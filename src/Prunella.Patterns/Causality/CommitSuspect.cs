namespace Prunella.Patterns.Causality;

/// <summary>A commit that may have caused a failure.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Score">How much speaks for it; comparable within one ranking only.</param>
/// <param name="Why">What speaks for it, in words; empty where nothing but its age does.</param>
public sealed record CommitSuspect(Commit Commit, double Score, IReadOnlyList<string> Why);
