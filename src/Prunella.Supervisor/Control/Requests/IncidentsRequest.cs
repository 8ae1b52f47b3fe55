namespace Prunella.Supervisor.Control;

/// <summary>Which incidents are there? Answered by one <see cref="IncidentsReply"/>, newest first.</summary>
public sealed record IncidentsRequest : AgentRequest
{
    /// <summary>Those that ended as well; else the open ones alone.</summary>
    public bool All { get; init; }
}
