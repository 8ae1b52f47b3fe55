namespace Prunella.Journal;

/// <summary>When the journal's file is forced to the disk. A durable append forces it under each policy.</summary>
/// <remarks>Every policy survives the death of the process; they differ in what a power cut may take.</remarks>
public enum FsyncPolicy
{
    /// <summary>After <see cref="JournalOptions.FsyncInterval"/> at the latest.</summary>
    Interval,

    /// <summary>After each batch of entries.</summary>
    Always,

    /// <summary>Left to the operating system, except when a file is full and once in 4 MiB.</summary>
    Never,
}
