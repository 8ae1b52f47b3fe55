using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>What is the story of this incident? Answered by one <see cref="IncidentReply"/>; an end with <see cref="ExitCode.Usage"/> where there is no such incident.</summary>
public sealed record ExplainRequest : AgentRequest
{
    /// <summary>Which.</summary>
    public required IncidentId Incident { get; init; }
}
