using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>Allow the action that an incident waits with. Answered by one <see cref="DoneReply"/>; an end with <see cref="ExitCode.Usage"/> where nothing waits.</summary>
public sealed record ApproveRequest : AgentRequest
{
    /// <summary>The incident.</summary>
    public required IncidentId Incident { get; init; }

    /// <summary>Who decides.</summary>
    public required string By { get; init; }

    /// <summary>Why, in their words.</summary>
    public string? Reason { get; init; }
}
