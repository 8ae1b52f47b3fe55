namespace Prunella.Supervisor.Control;

/// <summary>Whether the chain of a journal is whole.</summary>
/// <param name="Directory">Where the files are.</param>
/// <param name="Files">How many were read.</param>
/// <param name="Entries">How many entries were read and found whole.</param>
/// <param name="Whole">Whether every link holds.</param>
public sealed record AuditReport(string Directory, int Files, long Entries, bool Whole)
{
    /// <summary>The file with the first broken link; null where the chain is whole.</summary>
    public string? BrokenFile { get; init; }

    /// <summary>The line of the first broken link, from 1; null where the chain is whole.</summary>
    public long? BrokenLine { get; init; }

    /// <summary>What is wrong there; null where the chain is whole.</summary>
    public string? Reason { get; init; }
}
