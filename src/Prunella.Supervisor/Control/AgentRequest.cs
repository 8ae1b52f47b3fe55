using System.Text.Json.Serialization;

namespace Prunella.Supervisor.Control;

/// <summary>What an operator asks of the agent: the payload of a request frame. A closed hierarchy; <c>command</c> tells them apart.</summary>
/// <remarks>
/// The agent answers with any number of <see cref="AgentReply"/> and one end frame (<c>{"exit":0,"error":null}</c>, <see cref="ExitCode"/>). What each request is answered with
/// stands at its type. New properties are optional; an unknown command is answered by an end with <see cref="ExitCode.Usage"/>.
/// </remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "command")]
[JsonDerivedType(typeof(AcknowledgeRequest), "acknowledge")]
[JsonDerivedType(typeof(AlertsRequest), "alerts")]
[JsonDerivedType(typeof(ApproveRequest), "approve")]
[JsonDerivedType(typeof(AuditVerifyRequest), "audit-verify")]
[JsonDerivedType(typeof(DiagnoseRequest), "diagnose")]
[JsonDerivedType(typeof(DownRequest), "down")]
[JsonDerivedType(typeof(ExplainRequest), "explain")]
[JsonDerivedType(typeof(FindingsRequest), "findings")]
[JsonDerivedType(typeof(HealthRequest), "health")]
[JsonDerivedType(typeof(IncidentsRequest), "incidents")]
[JsonDerivedType(typeof(MetricsRequest), "metrics")]
[JsonDerivedType(typeof(ModeRequest), "mode")]
[JsonDerivedType(typeof(RejectRequest), "reject")]
[JsonDerivedType(typeof(RestartRequest), "restart")]
[JsonDerivedType(typeof(ResumeRequest), "resume")]
[JsonDerivedType(typeof(SilenceRequest), "silence")]
[JsonDerivedType(typeof(StatusRequest), "status")]
[JsonDerivedType(typeof(StopRequest), "stop")]
[JsonDerivedType(typeof(WatchRequest), "watch")]
public abstract record AgentRequest
{
    private protected AgentRequest()
    {
    }
}
