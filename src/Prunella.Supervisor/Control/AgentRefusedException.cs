namespace Prunella.Supervisor.Control;

/// <summary>The agent answered that it did not, or could not, do it.</summary>
public sealed class AgentRefusedException : Exception
{
    /// <param name="exit">How it ended; not <see cref="ExitCode.Ok"/>.</param>
    /// <param name="message">What the agent said.</param>
    public AgentRefusedException(ExitCode exit, string message)
        : base(message) => Exit = exit;

    /// <summary>How it ended.</summary>
    public ExitCode Exit { get; }
}
