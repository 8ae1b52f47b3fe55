namespace Prunella.Supervisor.Control;

/// <summary>Is the chain of the journal whole? Answered by one <see cref="AuditReply"/>; an end with <see cref="ExitCode.Failed"/> where it is broken.</summary>
public sealed record AuditVerifyRequest : AgentRequest;
