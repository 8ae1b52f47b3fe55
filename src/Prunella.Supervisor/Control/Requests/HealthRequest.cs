using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>How are the components, who says so, and how were they? Answered by one <see cref="HealthReply"/>.</summary>
public sealed record HealthRequest : AgentRequest
{
    /// <summary>The component that is meant; null for all.</summary>
    public ComponentName? Component { get; init; }
}
