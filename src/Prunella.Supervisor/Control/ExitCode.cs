namespace Prunella.Supervisor.Control;

/// <summary>How a command ended: the exit code of <c>prunella</c>, and what the agent says in its last frame.</summary>
public enum ExitCode
{
    /// <summary>It was done, or all is well.</summary>
    Ok = 0,

    /// <summary>A command, an argument or a file is wrong; nothing was done.</summary>
    Usage = 1,

    /// <summary>Something is degraded, or lacks.</summary>
    Degraded = 2,

    /// <summary>Something is critical or has failed, or the command itself has.</summary>
    Failed = 3,

    /// <summary>It waits for a person's approval.</summary>
    NeedsApproval = 4,

    /// <summary>A budget, a mode or the kill switch refused it.</summary>
    Refused = 5,

    /// <summary>No agent answers.</summary>
    NotReachable = 6,

    /// <summary>The agent did not answer in time.</summary>
    TimedOut = 124,
}
