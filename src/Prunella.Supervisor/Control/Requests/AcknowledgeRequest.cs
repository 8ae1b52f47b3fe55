using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>Take a trouble on, so that it is not told again until it is over. Answered by one <see cref="DoneReply"/>.</summary>
public sealed record AcknowledgeRequest : AgentRequest
{
    /// <summary>The component that alerted.</summary>
    public required ComponentName Component { get; init; }

    /// <summary>Who takes it on.</summary>
    public required string Author { get; init; }
}
