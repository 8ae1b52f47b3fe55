namespace Prunella.Telemetry.Ingest;

/// <summary>The sources that paths name. Immutable.</summary>
/// <param name="Sources">In the order of the paths; inside a folder by name.</param>
/// <param name="Problems">Paths that name nothing that can be read.</param>
public sealed record SourceList(IReadOnlyList<LogSource> Sources, IReadOnlyList<SourceProblem> Problems)
{
    /// <summary>Most files that are taken; further ones are told as a problem.</summary>
    public const int MaxFiles = 100_000;

    /// <summary>The bytes of all sources on disk.</summary>
    public long Size => Sources.Sum(static source => source.Size);

    /// <summary>Finds files, the files of folders and below them, and what patterns with <c>*</c>, <c>?</c> and <c>**</c> name.</summary>
    /// <param name="paths">As a person gives them; <c>-</c> is standard input.</param>
    /// <param name="folder">What relative paths are relative to.</param>
    /// <param name="now">Taken for the time of writing of what has none.</param>
    public static SourceList Find(IEnumerable<string> paths, string folder, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var sources = new List<LogSource>();
        var problems = new List<SourceProblem>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            if (path == "-")
            {
                if (seen.Add(path))
                    sources.Add(new LogSource("standard input", null, 0, now));
                continue;
            }

            try
            {
                int before = sources.Count;
                foreach (string file in PathPattern.Expand(path, folder))
                {
                    if (!seen.Add(file))
                        continue;
                    if (sources.Count >= MaxFiles)
                    {
                        problems.Add(new SourceProblem(path, $"has more than {MaxFiles} files; the rest is left out."));
                        break;
                    }

                    sources.Add(Of(file, folder));
                }

                if (sources.Count == before && !seen.Contains(System.IO.Path.GetFullPath(path, folder)))
                    problems.Add(new SourceProblem(path, Directory.Exists(System.IO.Path.GetFullPath(path, folder)) ? "has no files." : "there is no such file or folder."));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
            {
                problems.Add(new SourceProblem(path, error.Message));
            }
        }

        return new SourceList(sources, problems);
    }

    private static LogSource Of(string file, string folder)
    {
        var info = new FileInfo(file);
        string relative = System.IO.Path.GetRelativePath(folder, file);
        return new LogSource(relative.StartsWith("..", StringComparison.Ordinal) ? file : relative, file, info.Length, new DateTimeOffset(info.LastWriteTimeUtc));
    }
}
