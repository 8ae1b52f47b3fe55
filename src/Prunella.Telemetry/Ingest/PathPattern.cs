using System.IO.Enumeration;

namespace Prunella.Telemetry.Ingest;

/// <summary>Files by path, folder or pattern. Hidden files are passed over, and links to folders are not followed.</summary>
internal static class PathPattern
{
    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    private static readonly EnumerationOptions Here = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    /// <returns>Full paths, those of a folder in the order of their names.</returns>
    public static IEnumerable<string> Expand(string path, string folder)
    {
        string full = Path.GetFullPath(path, folder);
        if (File.Exists(full))
            return [full];
        if (Directory.Exists(full))
            return Directory.EnumerateFiles(full, "*", Below).Order(StringComparer.Ordinal);
        string[] parts = full.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Any(IsPattern) ? Match("/", parts).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal) : [];
    }

    private static IEnumerable<string> Match(string folder, ReadOnlyMemory<string> parts)
    {
        string part = parts.Span[0];
        ReadOnlyMemory<string> rest = parts[1..];
        if (part == "**")
        {
            ReadOnlyMemory<string> after = rest.IsEmpty ? new[] { "*" } : rest;
            return Directory.EnumerateDirectories(folder, "*", Below).Prepend(folder).SelectMany(below => Match(below, after));
        }

        if (!IsPattern(part))
        {
            string next = Path.Combine(folder, part);
            return rest.IsEmpty ? File.Exists(next) ? [next] : [] : Directory.Exists(next) ? Match(next, rest) : [];
        }

        return rest.IsEmpty
            ? Directory.EnumerateFiles(folder, "*", Here).Where(file => FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(file), ignoreCase: false))
            : Directory.EnumerateDirectories(folder, "*", Here)
                .Where(below => FileSystemName.MatchesSimpleExpression(part, Path.GetFileName(below), ignoreCase: false))
                .SelectMany(below => Match(below, rest));
    }

    private static bool IsPattern(string part) => part.AsSpan().IndexOfAny('*', '?') >= 0;
}
