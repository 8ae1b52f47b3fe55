using Prunella.Journal;
using Prunella.Patterns.Known;

namespace Prunella.Cli.Knowledge;

/// <summary>What <c>patterns lookup --json</c> prints.</summary>
internal sealed record LookupReply(string Type, string Message, FingerprintReply Fingerprint, IReadOnlyList<MatchReply> Matches, IReadOnlyList<RememberedReply> Remembered, string? Note, CausesReply? Causes);

/// <summary>The commits behind the error: the third tier. Null where there is no history.</summary>
internal sealed record CausesReply(int Considered, IReadOnlyList<SuspectedCommit> Commits, string? Note);

/// <summary>The names of the error.</summary>
internal sealed record FingerprintReply(string Exact, string Core, string Template);

/// <summary>One answer.</summary>
internal sealed record MatchReply(string Id, string Title, string Fix, LookupTier Tier, double Confidence, string Why, IReadOnlyList<string> Captured);
