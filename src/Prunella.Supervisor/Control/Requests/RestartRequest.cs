using Prunella.Kernel;

namespace Prunella.Supervisor.Control;

/// <summary>Replace the process of a component, or those of a service one after another. Answered by one <see cref="DoneReply"/> once it serves again.</summary>
/// <remarks>An end with <see cref="ExitCode.Usage"/> where there is no such component, <see cref="ExitCode.Failed"/> where it does not come back.</remarks>
public sealed record RestartRequest : AgentRequest
{
    /// <summary>A service, as <c>orders</c>, or one of its instances, as <c>orders#2</c>.</summary>
    public required ComponentName Component { get; init; }

    /// <summary>Who asks.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
