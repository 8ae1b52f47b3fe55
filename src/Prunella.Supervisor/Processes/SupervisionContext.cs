using Microsoft.Extensions.Logging;
using Prunella.Health;
using Prunella.Journal;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>What the processes of one supervision share.</summary>
/// <param name="Reactor">The one thread that all of it lives on.</param>
/// <param name="Output">Carries what they write.</param>
/// <param name="Journal">Takes the facts.</param>
/// <param name="Health">Takes what is seen of them.</param>
/// <param name="Logger">Takes messages.</param>
/// <param name="RuntimeDirectory">Where their notify sockets and the agent's socket lie.</param>
/// <param name="Mark">Unique to this supervision: the beginning of each process's mark.</param>
/// <param name="Group">The cgroup that holds them; null where there is none.</param>
/// <param name="HoldsLaunches">Whether the kernel lets us hold a process before the first instruction of its program.</param>
/// <param name="Random">Jitter.</param>
internal sealed record SupervisionContext(
    Reactor Reactor,
    OutputPump Output,
    EventJournal Journal,
    IHealthReporter Health,
    ILogger Logger,
    string RuntimeDirectory,
    string Mark,
    ControlGroup? Group,
    bool HoldsLaunches,
    Random Random)
{
    private long _starts;

    /// <summary>The socket by which supervised processes find the agent.</summary>
    public string LinkPath => Path.Combine(RuntimeDirectory, "agent.sock");

    /// <summary>The number of the next start.</summary>
    public long NextStart() => ++_starts;

    /// <summary>Monotonic time, from a fixed beginning.</summary>
    public TimeSpan Now => Reactor.Time.GetElapsedTime(0, Reactor.Time.GetTimestamp());
}
