using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A fix was carried out, or was not and left nothing behind.</summary>
public sealed record FixFinished : JournalEvent
{
    /// <summary>The fix, by the name made of its content.</summary>
    public required string Fix { get; init; }

    /// <summary>Why it was not carried out; null where it was.</summary>
    public string? Error { get; init; }

    /// <summary>The error it was carried out against, by its fingerprint; null where a person chose it.</summary>
    public string? Against { get; init; }

    /// <summary>The files that it changed, from the root of the project.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The components that the change may touch; empty where that is not known.</summary>
    public IReadOnlyList<ComponentName> Touches { get; init; } = [];

    /// <summary>Where the texts from before lie; null for nowhere.</summary>
    public string? Backup { get; init; }
}
