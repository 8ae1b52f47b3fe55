namespace Prunella.Supervisor;

/// <summary>How long the two heartbeats of a .NET process may be silent. A process that never sent one is not judged.</summary>
/// <remarks>The limits are floors: a process that was slower before, without being ill, is given three times its own worst usual gap.</remarks>
public sealed record HeartbeatLimits
{
    /// <summary>Silence of the dedicated thread: the process is frozen. Default 1 s, at least 200 ms.</summary>
    public TimeSpan Freeze { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Silence of the thread pool: it is starved. Default 2 s, at least 200 ms.</summary>
    public TimeSpan Starvation { get; init; } = TimeSpan.FromSeconds(2);
}
