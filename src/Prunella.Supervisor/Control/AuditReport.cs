using Prunella.Journal;

namespace Prunella.Supervisor.Control;

/// <summary>Whether the chain of a journal is whole: the stable form of <see cref="JournalVerification"/>.</summary>
public sealed record AuditReport
{
    /// <summary>Where the files are.</summary>
    public required string Directory { get; init; }

    /// <summary>Whether every link holds.</summary>
    public required bool Whole { get; init; }

    /// <summary>How many files are whole.</summary>
    public required int Files { get; init; }

    /// <summary>How many entries are whole.</summary>
    public required long Entries { get; init; }

    /// <summary>How many places have no entry of their own: stated as lost, or in files set aside.</summary>
    public long Missing { get; init; }

    /// <summary>Whether the beginning is gone: deleted because the files grew too large.</summary>
    public bool BeginningIsCut { get; init; }

    /// <summary>The first place where the journal is not what was written, and each place where it began a new chain itself.</summary>
    public IReadOnlyList<JournalFault> Faults { get; init; } = [];

    /// <summary>Files and torn ends that do not belong to the chain.</summary>
    public IReadOnlyList<string> SetAside { get; init; } = [];

    /// <summary>The last whole entry: note it elsewhere, and it proves later that nothing before it was changed or cut off.</summary>
    public JournalAnchor? Head { get; init; }

    /// <summary>The report of what a verification of <paramref name="directory"/> found.</summary>
    public static AuditReport Of(string directory, JournalVerification found)
    {
        ArgumentNullException.ThrowIfNull(found);
        IEnumerable<JournalFault> breaks = found.Breaks.Select(static broken => new JournalFault(
            broken.Damage.File, broken.Damage.Line, $"{broken.Damage.Reason}; a new chain begins in {broken.File} at {broken.Sequence}"));
        return new AuditReport
        {
            Directory = directory,
            Whole = found.IsWhole,
            Files = found.Files,
            Entries = found.Entries,
            Missing = found.Missing,
            BeginningIsCut = found.BeginningIsCut,
            Faults = [.. breaks, .. found.Fault is { } fault ? [fault] : Array.Empty<JournalFault>()],
            SetAside = found.SetAside,
            Head = found.Head,
        };
    }
}
