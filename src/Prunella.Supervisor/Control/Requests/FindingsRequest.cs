namespace Prunella.Supervisor.Control;

/// <summary>What does telemetry show? Answered by one <see cref="FindingsReply"/>, the gravest first.</summary>
public sealed record FindingsRequest : AgentRequest
{
    /// <summary>What is over as well; else what is so now alone.</summary>
    public bool All { get; init; }
}
