namespace Prunella.Patterns.Stores;

/// <summary>How writes wait for a shared store that is away.</summary>
public sealed record WriteBehindOptions
{
    /// <summary>How large the file of this process may grow, in bytes, at least 64 KiB; a write beyond it is refused. Default 64 MiB.</summary>
    public long MostBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long a write to the shared store may take before it is written to the file instead. Default 5 s.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The first pause before the shared store is tried again; each next one is twice as long. Default 100 ms.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest pause. Default 5 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time. Default the machine's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        StoredText.Require(MostBytes >= 64 * 1024, $"MostBytes must be at least 64 KiB, but is {MostBytes}.");
        StoredText.Require(Patience > TimeSpan.Zero && FirstPause > TimeSpan.Zero, "Patience and FirstPause must be positive.");
        StoredText.Require(LongestPause >= FirstPause, $"LongestPause must not be shorter than FirstPause, but is {LongestPause}.");
        StoredText.Require(Time is not null, "Writing behind needs a time.");
    }
}
