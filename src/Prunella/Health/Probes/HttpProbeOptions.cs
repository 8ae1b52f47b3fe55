namespace Prunella.Health;

/// <summary>What an <see cref="HttpProbe"/> expects of an answer.</summary>
public sealed record HttpProbeOptions
{
    /// <summary>Whether the body fits; null where any does. Must be quick: it runs on the thread pool within the look's timeout.</summary>
    public Func<string, bool>? Body { get; init; }

    /// <summary>An answer that took longer than this counts as Degraded; null where it never does.</summary>
    public TimeSpan? SlowAfter { get; init; }

    /// <summary>Whether each look opens a new connection, and so tests that one can be opened. Default false.</summary>
    public bool NewConnection { get; init; }

    /// <summary>The most bytes of the body that are read. Default 64 KiB, not negative.</summary>
    public int MaxBody { get; init; } = 64 * 1024;
}
