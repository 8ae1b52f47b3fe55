namespace Prunella.Health;

/// <summary>Series that must not reach a limit.</summary>
public sealed record ExhaustionRule
{
    /// <summary>The name of the series, as <c>process.memory.usage</c>; a <c>*</c> stands for any text.</summary>
    public string Series { get; set; } = string.Empty;

    /// <summary>The limit in the unit of the series; null where <see cref="LimitSeries"/> says it.</summary>
    public double? Limit { get; set; }

    /// <summary>
    /// Series whose newest value is the limit; of several the first that has one. One counts for a series that has all of its tags, as a pool's name.
    /// </summary>
    public IList<string> LimitSeries { get; } = [];

    /// <summary>Whether the limit is reached from above, as by free space. Default false.</summary>
    public bool Falls { get; set; }

    /// <summary>
    /// Whether the series saws: rises until somebody tidies up, as memory does under a garbage collector. Then the lowest values count, and half an hour is the
    /// shortest window. Default false.
    /// </summary>
    public bool Saws { get; set; }

    /// <summary>The component of the series that the rule is for, and its replicas; null for all.</summary>
    public string? Component { get; set; }
}
