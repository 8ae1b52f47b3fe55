using Prunella.Patterns.Recall;

namespace Prunella.Cli.Knowledge;

/// <summary>One learning in <c>patterns lookup --json</c>.</summary>
internal sealed record RememberedReply(
    string Id, string Problem, string Cause, string Fix, RecallTier Tier, double Confidence, double AtLeast, int Successes, int Failures, string Why);

/// <summary>What <c>patterns stats --json</c> prints.</summary>
internal sealed record StatsReply(long Errors, long Seen, long Patterns, long Learnings, long Outcomes, long Worked, long Edges, long Audit, bool AuditIntact, string? Place, long WaitingBytes);
