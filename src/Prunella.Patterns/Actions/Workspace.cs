using System.Text;

namespace Prunella.Patterns.Actions;

/// <summary>The files of a project. Nothing outside of its root is read or written, by whatever name or link.</summary>
public sealed class Workspace
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MostBytes = 4 << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="root">The directory of the project.</param>
    /// <exception cref="DirectoryNotFoundException">It is not there.</exception>
    public Workspace(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        Root = Directory.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        if (!Directory.Exists(Root))
            throw new DirectoryNotFoundException($"There is no directory {Root}.");
    }

    /// <summary>The directory of the project, without links.</summary>
    public string Root { get; }

    /// <summary>Works an action out against the files as they are.</summary>
    /// <exception cref="FormatException">The action is not well formed.</exception>
    /// <exception cref="FixException">It does not fit the files.</exception>
    public PlannedFix Plan(FixAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return PlanDraft.Of(action, this);
    }

    /// <summary>The text of a file; null where it is not there. A byte order mark is part of the text.</summary>
    /// <exception cref="FixException">A link stands in the way, it is no text in UTF-8, it is too large, or the disk refuses.</exception>
    public string? Read(ProjectPath path)
    {
        string full = Resolve(path);
        try
        {
            if (Directory.Exists(full))
                throw new FixException($"{path} is a directory.");
            if (!File.Exists(full))
                return null;
            if (new FileInfo(full).Length > MostBytes)
                throw new FixException($"{path} is larger than {MostBytes >> 20} MiB.");
            string text = Utf8.GetString(File.ReadAllBytes(full));
            return text.Contains('\0', StringComparison.Ordinal) ? throw new FixException($"{path} is no text.") : text;
        }
        catch (DecoderFallbackException error)
        {
            throw new FixException($"{path} is no text in UTF-8.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FixException($"{path} can not be read: {error.Message}", error);
        }
    }

    // At once or not at all: a reader sees the old text or the new one.
    internal void Write(ProjectPath path, string? text, int? mode = null)
    {
        string full = Resolve(path);
        try
        {
            if (text is null)
            {
                File.Delete(full);
                return;
            }

            _ = Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            string fresh = $"{full}.{Guid.NewGuid():N}.tmp";
            try
            {
                using (var file = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write, FileShare.None))
                {
                    file.Write(Utf8.GetBytes(text));
                    file.Flush(flushToDisk: true);
                }

                if (!OperatingSystem.IsWindows() && (mode ?? ModeOf(path)) is { } kept)
                    File.SetUnixFileMode(fresh, (UnixFileMode)kept);
                File.Move(fresh, full, overwrite: true);
            }
            finally
            {
                File.Delete(fresh);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or EncoderFallbackException)
        {
            throw new FixException($"{path} can not be written: {error.Message}", error);
        }
    }

    internal int? ModeOf(ProjectPath path) => !OperatingSystem.IsWindows() && File.Exists(Resolve(path)) ? (int)File.GetUnixFileMode(Resolve(path)) : null;

    // Directories that a fix made and that hold nothing any more.
    internal void RemoveEmptyAbove(ProjectPath path, IReadOnlySet<string> made)
    {
        for (string? directory = Path.GetDirectoryName(Resolve(path)); directory is not null && directory.Length > Root.Length && made.Contains(directory); directory = Path.GetDirectoryName(directory))
        {
            if (!Directory.Exists(directory) || Directory.EnumerateFileSystemEntries(directory).Any())
                return;
            Directory.Delete(directory);
        }
    }

    internal IEnumerable<string> MissingAbove(ProjectPath path)
    {
        for (string? directory = Path.GetDirectoryName(Resolve(path)); directory is not null && directory.Length > Root.Length && !Directory.Exists(directory); directory = Path.GetDirectoryName(directory))
            yield return directory;
    }

    // No part below the root may be a link, not even one that points back inside.
    private string Resolve(ProjectPath path)
    {
        if (path.Value.Length == 0)
            throw new FixException("No file is named.");
        string full = Root;
        foreach (string part in path.Parts)
        {
            full = Path.Combine(full, part);
            if (new FileInfo(full).LinkTarget is not null)
                throw new FixException($"{path} is refused: {Path.GetRelativePath(Root, full)} is a link.");
        }

        return full;
    }
}
