using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>Give a class of actions more or less leash. Answered by one <see cref="DoneReply"/>.</summary>
public sealed record ModeRequest : AgentRequest
{
    /// <summary>The class of actions; null means all of them.</summary>
    public RecoveryTier? Tier { get; init; }

    /// <summary>The mode from now on.</summary>
    public required HealingMode Mode { get; init; }

    /// <summary>Who asks.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
