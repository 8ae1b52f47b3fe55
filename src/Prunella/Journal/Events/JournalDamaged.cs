using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A journal file was found damaged when it was opened; what was whole before the damage is kept.</summary>
public sealed record JournalDamaged : JournalEvent
{
    /// <summary>The damaged file.</summary>
    public required string File { get; init; }

    /// <summary>The first bad line, from 1.</summary>
    public required long Line { get; init; }

    /// <summary>What is wrong with it.</summary>
    public required string Reason { get; init; }

    /// <summary>Where the damaged part was put.</summary>
    public string? SetAside { get; init; }
}
