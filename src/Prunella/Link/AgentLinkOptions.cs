using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Link;

/// <summary>What a link is made of.</summary>
/// <param name="Path">The agent's socket.</param>
/// <param name="Component">Who this process is.</param>
/// <param name="Interval">From one beat to the next.</param>
internal sealed record AgentLinkOptions(string Path, ComponentName Component, TimeSpan Interval)
{
    /// <summary>Whose facts are told; null for none.</summary>
    public IJournalReader? Journal { get; init; }

    /// <summary>Whose transitions are told; null for none.</summary>
    public IHealthMonitor? Health { get; init; }

    /// <summary>The series that are told; null for none.</summary>
    public SeriesNews? Series { get; init; }

    /// <summary>The clock for due times; the thread itself can only wait by the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Draws the waits between attempts.</summary>
    public Random Random { get; init; } = new();

    /// <summary>Queues the pool beat; null for the thread pool.</summary>
    public Action<IThreadPoolWorkItem>? PostToPool { get; init; }

    /// <summary>The waits between attempts to connect.</summary>
    public ExponentialBackoff Backoff { get; init; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));
}
