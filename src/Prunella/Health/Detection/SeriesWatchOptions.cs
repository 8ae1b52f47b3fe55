using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Which series of the process are watched, and what comes of it. Section <c>Prunella:Health:Detection</c>.</summary>
public sealed record SeriesWatchOptions
{
    /// <summary>Whether series are watched. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The worst state that series alone can bring a component into. Default degraded: nothing is restarted for a number alone.</summary>
    public HealthState Worst { get; set; } = HealthState.Degraded;

    /// <summary>How many series are watched at most; each takes about 2.5 KB. Default 1,000, in [1, 100,000].</summary>
    public int MaxSeries { get; set; } = 1_000;

    /// <summary>The component of series that name none. Default null: the one the supervisor has named, else <c>process</c>.</summary>
    public string? Component { get; set; }

    /// <summary>What is watched besides <see cref="Usual"/>, or instead of a rule there of the same series. The first rule that fits counts.</summary>
    public IList<SeriesRule> Rules { get; } = [];

    /// <summary>How each is judged.</summary>
    public DetectorOptions Detector { get; set; } = new();

    /// <summary>
    /// What is watched in every process: slow answers (from 0.1 s), slow calls (from 0.5 s), work that waits for a thread (from 50 pieces) and
    /// exceptions (from 5 a second). All of them tell of trouble, not of load.
    /// </summary>
    public static IReadOnlyList<SeriesRule> Usual { get; } =
    [
        new() { Series = "http.server.request.duration:p99", Least = 0.1 },
        new() { Series = "http.client.request.duration:p99", Least = 0.5 },
        new() { Series = "dotnet.thread_pool.queue.length", Least = 50 },
        new() { Series = "dotnet.exceptions:rate", Least = 5 },
    ];
}
