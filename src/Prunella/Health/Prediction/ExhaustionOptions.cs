namespace Prunella.Health;

/// <summary>Which series are watched for the day on which they reach their limit. Section <c>Prunella:Health:Exhaustion</c>.</summary>
public sealed record ExhaustionOptions
{
    /// <summary>Whether any are. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>A limit that is reached later than this is no concern yet. Default 1 day; 1 minute to 90 days.</summary>
    public TimeSpan Horizon { get; set; } = TimeSpan.FromDays(1);

    /// <summary>So large a share of the slopes seen must reach the limit in time. Default 0.8, in [0.5, 1].</summary>
    public double Confidence { get; set; } = 0.8;

    /// <summary>How many series are watched at most. Default 500, in [1, 10,000].</summary>
    public int MaxSeries { get; set; } = 500;

    /// <summary>What is watched besides <see cref="Usual"/>, or instead of a rule there of the same series. The first rule that fits counts.</summary>
    public IList<ExhaustionRule> Rules { get; } = [];

    /// <summary>
    /// What is watched everywhere: the heap that collections leave, memory of processes and of the control group, open descriptors, free disk space,
    /// and connections of database pools.
    /// </summary>
    public static IReadOnlyList<ExhaustionRule> Usual { get; } =
    [
        new() { Series = "dotnet.gc.last_collection.heap.size", LimitSeries = { "cgroup.memory.limit", "system.memory.limit" } },
        new() { Series = "process.memory.usage", Saws = true, LimitSeries = { "cgroup.memory.limit", "system.memory.limit" } },
        new() { Series = "cgroup.memory.usage", Saws = true, LimitSeries = { "cgroup.memory.limit" } },
        new() { Series = "process.unix.file_descriptor.count", Saws = true, LimitSeries = { "process.unix.file_descriptor.limit" } },
        new() { Series = "system.filesystem.free", Limit = 0, Falls = true },
        new() { Series = "db.client.connection.count", LimitSeries = { "db.client.connection.max" } },
        new() { Series = "db.client.connections.usage", LimitSeries = { "db.client.connections.max" } },
    ];
}
