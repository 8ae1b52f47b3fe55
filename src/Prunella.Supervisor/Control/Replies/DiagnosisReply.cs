namespace Prunella.Supervisor.Control;

/// <summary>A diagnosis.</summary>
/// <param name="From">The beginning of the time that was compared with what came before it.</param>
/// <param name="To">Its end.</param>
/// <param name="Diagnosis">The answer.</param>
public sealed record DiagnosisReply(DateTimeOffset From, DateTimeOffset To, DiagnosisView Diagnosis) : AgentReply;
