namespace Prunella.Patterns.Causality;

/// <summary>How far the history of a project is asked.</summary>
public sealed record CauseOptions
{
    /// <summary>How many of the newest commits are considered. Default 2,000, at least 1.</summary>
    public int MostCommits { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MostCommits), value, "It must be at least 1."); } = 2_000;

    /// <summary>How many commits an answer names at most. Default 3, at least 1.</summary>
    public int MostNamed { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(MostNamed), value, "It must be at least 1."); } = 3;

    /// <summary>How long git may take. Default 10 s.</summary>
    public TimeSpan TimeLimit { get; init => field = value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(TimeLimit), value, "It must be positive."); } = TimeSpan.FromSeconds(10);

    /// <summary>The clock. Default the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
