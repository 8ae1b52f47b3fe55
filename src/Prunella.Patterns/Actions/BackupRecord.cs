namespace Prunella.Patterns.Actions;

/// <summary>What a backup knows: written before the first change, so that a crash in the middle can be taken back too.</summary>
internal sealed record BackupRecord(string Fix, string Root, IReadOnlyList<BackupFile> Files, IReadOnlyList<string> MadeDirectories);

/// <summary>One file. Texts are named by their SHA-256, null where the file is not there.</summary>
/// <param name="Path">The file.</param>
/// <param name="States">The texts that the fix gives it, one after the other.</param>
/// <param name="Before">The text from before.</param>
/// <param name="Mode">Its permissions before; null where it was not there or the system has none.</param>
internal sealed record BackupFile(string Path, IReadOnlyList<string?> States, string? Before = null, int? Mode = null);
