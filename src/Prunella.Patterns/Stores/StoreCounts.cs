namespace Prunella.Patterns.Stores;

/// <summary>How much a store holds.</summary>
/// <param name="Errors">Different errors.</param>
/// <param name="Seen">How often they were seen together.</param>
/// <param name="Occurrences">Single occurrences that are still kept.</param>
/// <param name="Patterns">Known errors.</param>
/// <param name="Learnings">Learnings.</param>
/// <param name="Outcomes">Outcomes of fixes.</param>
/// <param name="Worked">Those of them that helped.</param>
/// <param name="Edges">Commits that caused an error or may have.</param>
/// <param name="Audit">Rows of the audit.</param>
public sealed record StoreCounts(long Errors, long Seen, long Occurrences, long Patterns, long Learnings, long Outcomes, long Worked, long Edges, long Audit);
