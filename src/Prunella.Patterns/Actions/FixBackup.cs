using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Prunella.Patterns.Actions;

/// <summary>The texts from before a fix. Lies in a folder of its own, and takes the fix back even after a crash in the middle of it.</summary>
public sealed class FixBackup
{
    private const string RecordName = "record.json";
    private readonly BackupRecord _record;

    private FixBackup(string folder, BackupRecord record)
    {
        Folder = folder;
        _record = record;
    }

    /// <summary>Where it lies.</summary>
    public string Folder { get; }

    /// <summary>The fix.</summary>
    public string Fix => _record.Fix;

    /// <summary>The files of the fix.</summary>
    public IReadOnlyList<ProjectPath> Files => [.. _record.Files.Select(static file => ProjectPath.Parse(file.Path))];

    /// <summary>Opens a backup that was made earlier.</summary>
    /// <exception cref="FixException">There is none, or it can not be read.</exception>
    public static FixBackup Open(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        try
        {
            BackupRecord record = JsonSerializer.Deserialize(File.ReadAllBytes(Path.Combine(folder, RecordName)), ActionJson.Default.BackupRecord)!;
            foreach (BackupFile file in record.Files)
                _ = ProjectPath.Parse(file.Path);
            return new FixBackup(Path.GetFullPath(folder), record);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            throw new FixException($"The backup in {folder} can not be read: {error.Message}", error);
        }
    }

    /// <summary>Brings the files back to what they were. A second time changes nothing.</summary>
    /// <exception cref="FixException">Somebody has changed a file since; nothing is taken back, and the message names the file.</exception>
    public void Undo()
    {
        var workspace = new Workspace(_record.Root);
        if (_record.Files.FirstOrDefault(file => !IsOurs(workspace, file)) is { } changed)
            throw new FixException($"{changed.Path} has been changed since the fix; it is left as it is.");
        Restore(workspace, _record.Files);
    }

    // After a fix broke off: what it has not reached is not touched. Where its own commands ran, they may have changed its files again.
    internal void RollBack(IReadOnlySet<ProjectPath> reached, bool commandsRan)
    {
        var workspace = new Workspace(_record.Root);
        BackupFile[] files = [.. _record.Files.Where(file => reached.Contains(ProjectPath.Parse(file.Path)))];
        BackupFile[] ours = [.. files.Where(file => commandsRan || IsOurs(workspace, file))];
        Restore(workspace, ours);
        if (files.Except(ours).FirstOrDefault() is { } changed)
            throw new FixException($"{changed.Path} was changed by somebody else meanwhile; it is left as it is.");
    }

    private static bool IsOurs(Workspace workspace, BackupFile file) =>
        NameOf(workspace.Read(ProjectPath.Parse(file.Path))) is var now && (now == file.Before || file.States.Contains(now));

    private void Restore(Workspace workspace, IReadOnlyList<BackupFile> files)
    {
        string?[] texts = [.. files.Select(Before)]; // all of them are there before any is put back
        foreach ((int index, BackupFile file) in files.Index().Reverse())
        {
            ProjectPath path = ProjectPath.Parse(file.Path);
            if (NameOf(workspace.Read(path)) != file.Before)
                workspace.Write(path, texts[index], file.Mode);
            if (file.Before is null)
                workspace.RemoveEmptyAbove(path, _record.MadeDirectories.Select(directory => Path.Combine(workspace.Root, directory)).ToHashSet(StringComparer.Ordinal));
        }
    }

    internal static FixBackup Make(string folder, Workspace workspace, PlannedFix plan)
    {
        try
        {
            _ = Directory.CreateDirectory(folder);
            IGrouping<ProjectPath, FileEffect>[] effects = [.. plan.Steps.SelectMany(static step => step.Effects).GroupBy(static effect => effect.Path)];
            foreach (IGrouping<ProjectPath, FileEffect> effect in effects)
            {
                if (effect.First().Before is { } text)
                    Write(Path.Combine(folder, NameOf(text)!), Encoding.UTF8.GetBytes(text));
            }

            string[] made = [.. effects.SelectMany(effect => workspace.MissingAbove(effect.Key)).Distinct(StringComparer.Ordinal).Select(directory => Path.GetRelativePath(workspace.Root, directory))];
            var record = new BackupRecord(plan.Id, workspace.Root, [.. effects.Select(effect => FileOf(effect, workspace))], made);
            Write(Path.Combine(folder, RecordName), JsonSerializer.SerializeToUtf8Bytes(record, ActionJson.Default.BackupRecord));
            return new FixBackup(folder, record);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FixException($"No backup can be made in {folder}, so nothing is changed: {error.Message}", error);
        }
    }

    private static BackupFile FileOf(IGrouping<ProjectPath, FileEffect> effects, Workspace workspace) =>
        new(effects.Key.Value, [.. effects.Select(static effect => NameOf(effect.After))], NameOf(effects.First().Before), workspace.ModeOf(effects.Key));

    private string? Before(BackupFile file)
    {
        if (file.Before is null)
            return null;
        try
        {
            string text = Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(Folder, file.Before)));
            return NameOf(text) == file.Before ? text : throw new FixException($"The backup of {file.Path} is damaged.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FixException($"The backup of {file.Path} can not be read: {error.Message}", error);
        }
    }

    private static void Write(string path, byte[] content)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private static string? NameOf(string? text) => text is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
