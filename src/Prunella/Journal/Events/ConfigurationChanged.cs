using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A configured value changed.</summary>
public sealed record ConfigurationChanged : JournalEvent
{
    /// <summary>The key of the value.</summary>
    public required string Key { get; init; }

    /// <summary>The value before, scrubbed; null where there was none.</summary>
    public string? From { get; init; }

    /// <summary>The value from now on, scrubbed.</summary>
    public string? To { get; init; }

    /// <summary>The version of the configuration that begins with it.</summary>
    public required long Version { get; init; }

    /// <summary>Who or what changed it.</summary>
    public required string Author { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }
}
