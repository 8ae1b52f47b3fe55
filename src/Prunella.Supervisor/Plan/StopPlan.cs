namespace Prunella.Supervisor;

/// <summary>How a process is asked to stop.</summary>
public sealed record StopPlan
{
    /// <summary>The signal that asks. Default SIGTERM.</summary>
    public string Signal { get; init; } = "SIGTERM";

    /// <summary>After this long it is killed with all its descendants. Default 10 s, positive.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
