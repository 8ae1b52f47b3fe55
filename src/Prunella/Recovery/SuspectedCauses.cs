using Prunella.Journal;

namespace Prunella.Recovery;

/// <summary>Which commits may have caused an error.</summary>
/// <param name="Commits">Those that are known first, then the likeliest; empty where nothing points at any.</param>
/// <param name="Considered">How many commits were considered.</param>
/// <param name="Note">What the answer lacks, in words; null where it lacks nothing.</param>
public sealed record SuspectedCauses(IReadOnlyList<SuspectedCommit> Commits, int Considered, string? Note);
