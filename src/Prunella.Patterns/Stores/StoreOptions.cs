using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Stores;

/// <summary>How a store keeps what it is told.</summary>
public sealed record StoreOptions
{
    /// <summary>Whose memory it is; projects never see each other's. 1 to 200 characters. Default <c>default</c>.</summary>
    public string Project { get; init; } = "default";

    /// <summary>Takes secrets out of all that is kept. Default: the built-in rules with a key of this process; give one with the project's key so that tokens stay the same.</summary>
    public Scrubber Scrubber { get; init; } = new();

    /// <summary>How many single occurrences are kept, the newest; at least 1. Their counts are kept in any case. Default 200,000.</summary>
    public int MostOccurrences { get; init; } = 200_000;

    /// <summary>How long a single occurrence is kept. Default 30 days. One that is written again after that would be counted again.</summary>
    public TimeSpan OccurrenceAge { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How many different errors are kept, those seen last; at least 1. Default 50,000.</summary>
    public int MostErrors { get; init; } = 50_000;

    /// <summary>Time. Default the machine's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>After so many occurrences a store removes what is beyond its limits: an eighth of the smaller limit, at least 64.</summary>
    public int TrimEvery => Math.Max(64, Math.Min(MostOccurrences, MostErrors) / 8);

    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate()
    {
        StoredText.CheckKey(Project, "project");
        StoredText.Require(Scrubber is not null && Time is not null, "A store needs a scrubber and a time.");
        StoredText.Require(MostOccurrences >= 1, $"MostOccurrences must be at least 1, but is {MostOccurrences}.");
        StoredText.Require(MostErrors >= 1, $"MostErrors must be at least 1, but is {MostErrors}.");
        StoredText.Require(OccurrenceAge > TimeSpan.Zero, $"OccurrenceAge must be positive, but is {OccurrenceAge}.");
    }
}
