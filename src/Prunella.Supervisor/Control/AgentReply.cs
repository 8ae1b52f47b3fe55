using System.Text.Json.Serialization;

namespace Prunella.Supervisor.Control;

/// <summary>What the agent answers: the payload of a reply frame. A closed hierarchy; <c>kind</c> tells them apart.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AlertsReply), "alerts")]
[JsonDerivedType(typeof(AuditReply), "audit")]
[JsonDerivedType(typeof(DiagnosisReply), "diagnosis")]
[JsonDerivedType(typeof(DoneReply), "done")]
[JsonDerivedType(typeof(EntryReply), "entry")]
[JsonDerivedType(typeof(FindingsReply), "findings")]
[JsonDerivedType(typeof(HealthReply), "health")]
[JsonDerivedType(typeof(IncidentReply), "incident")]
[JsonDerivedType(typeof(IncidentsReply), "incidents")]
[JsonDerivedType(typeof(MetricsReply), "metrics")]
[JsonDerivedType(typeof(MissedReply), "missed")]
[JsonDerivedType(typeof(StatusReply), "status")]
public abstract record AgentReply
{
    private protected AgentReply()
    {
    }
}
