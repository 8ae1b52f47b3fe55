namespace Prunella.Patterns.Causality;

/// <summary>How far the history of a project is asked.</summary>
public sealed record CauseOptions
{
    /// <summary>How many of the newest commits are considered. Default 2,000, at least 1.</summary>
    public int MostCommits { get; init => field = AtLeastOne(value, nameof(MostCommits)); } = 2_000;

    /// <summary>How many commits an answer names at most. Default 3, at least 1.</summary>
    public int MostNamed { get; init => field = AtLeastOne(value, nameof(MostNamed)); } = 3;

    /// <summary>How long git may take. Default 10 s.</summary>
    public TimeSpan TimeLimit { get; init => field = Positive(value, nameof(TimeLimit)); } = TimeSpan.FromSeconds(10);

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    private static int AtLeastOne(int value, string name) => value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "It must be at least 1.");

    private static TimeSpan Positive(TimeSpan value, string name) => value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(name, value, "It must be positive.");
}
