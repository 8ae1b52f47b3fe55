using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Recall;

/// <summary>How a memory remembers.</summary>
public sealed record RecallOptions
{
    /// <summary>Takes secrets out of what is asked, embedded and answered. Default: the built-in rules with a key of this process.</summary>
    public Scrubber Scrubber { get; init; } = new();

    /// <summary>How many errors' answers are kept in the process, at least 16. Default 10,000.</summary>
    public int MostCached { get; init; } = 10_000;

    /// <summary>How long an answer is kept before the store is asked again. Default 30 s.</summary>
    public TimeSpan CacheAge { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long what is searched by words and meaning may lag behind the store. Default 1 min.</summary>
    public TimeSpan SearchAge { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many learnings are searched by words and meaning; those beyond are found by their names alone. At least 1. Default 200,000.</summary>
    public int MostSearched { get; init; } = 200_000;

    /// <summary>Of how many learnings the vectors are held in the process; where there are more, a store that can compare vectors is asked instead. Not negative. Default 20,000.</summary>
    public int MostMeanings { get; init; } = 20_000;

    /// <summary>How long an answer waits for a model. Default 3 s.</summary>
    public TimeSpan EmbeddingPatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Time. Default the machine's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
