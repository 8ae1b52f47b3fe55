namespace Prunella.Supervisor.Control;

/// <summary>What the check of the journal gave.</summary>
/// <param name="Report">The result.</param>
public sealed record AuditReply(AuditReport Report) : AgentReply;
