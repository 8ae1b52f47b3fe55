namespace Prunella.Supervisor.Control;

/// <summary>Incidents, newest first.</summary>
/// <param name="Incidents">At most 256.</param>
public sealed record IncidentsReply(IReadOnlyList<IncidentView> Incidents) : AgentReply;
