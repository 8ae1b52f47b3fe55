namespace Prunella.Patterns.Safety;

/// <summary>When healing code is stopped because it does not end.</summary>
public sealed record CascadeOptions
{
    /// <summary>How often one file may be changed by fixes within <see cref="Window"/>. Default 2, at least 1.</summary>
    public int MostPerFile { get; init => field = AtLeastOne(value, nameof(MostPerFile)); } = 2;

    /// <summary>How many fixes of all files there may be within <see cref="Window"/>. Default 10, at least 1.</summary>
    public int MostInAll { get; init => field = AtLeastOne(value, nameof(MostInAll)); } = 10;

    /// <summary>How long a change of a file counts. Default 24 hours.</summary>
    public TimeSpan Window { get; init => field = Positive(value, nameof(Window)); } = TimeSpan.FromHours(24);

    /// <summary>How long after a fix an error that is new is laid to it. Default 10 minutes.</summary>
    public TimeSpan Suspicion { get; init => field = Positive(value, nameof(Suspicion)); } = TimeSpan.FromMinutes(10);

    private static int AtLeastOne(int value, string name) => value >= 1 ? value : throw new ArgumentOutOfRangeException(name, value, "It must be at least 1.");

    private static TimeSpan Positive(TimeSpan value, string name) => value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(name, value, "It must be positive.");
}
