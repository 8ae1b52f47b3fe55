using System.Text.RegularExpressions;
using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

/// <summary>Counts the packages that a change adds, or gives another version.</summary>
internal static partial class Dependencies
{
    public static int Changed(FileEffect effect)
    {
        if (ByLine(effect.Path.Name))
            return effect.ChangedLines; // one package a line, or near enough: never too few
        if (!FileKinds.IsBuild(effect.Path) || effect.Path.Extension is ".sln")
            return 0;
        try
        {
            FileKind kind = FileKinds.Of(effect.Path);
            HashSet<string> old = [.. Named(effect.Before, kind)], now = [.. Named(effect.After, kind)];
            return now.Except(old).Count();
        }
        catch (FormatException)
        {
            return int.MaxValue / 1024; // what can not be read may bring anything
        }
    }

    // An XML item counts by its attributes taken together, so that another place in the file is no other package.
    private static IEnumerable<string> Named(string? text, FileKind kind)
    {
        if (text is null)
            return [];
        IReadOnlyDictionary<string, string> values = ConfigTree.Read(text, kind);
        return kind == FileKind.Xml
            ? values.Where(static pair => Item().IsMatch(pair.Key)).GroupBy(static pair => Item().Match(pair.Key).Value).Select(static item => string.Join(' ', item.Select(static pair => pair.Key[(pair.Key.LastIndexOfAny(['@', '/']) + 1)..] + "=" + pair.Value).Order(StringComparer.Ordinal)))
            : values.Where(static pair => Member().IsMatch(pair.Key)).Select(static pair => $"{pair.Key}={pair.Value}");
    }

    private static bool ByLine(string name) => name.StartsWith("requirements", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase)
        || name is "go.mod" or "go.sum" or "Cargo.toml" or "Cargo.lock" or "pyproject.toml" or "Pipfile" or "Gemfile" or "pom.xml" or "build.gradle" or "build.gradle.kts" or "yarn.lock" or "package-lock.json" or "packages.lock.json" or "Dockerfile";

    [GeneratedRegex(@"^.*/(?:PackageReference|PackageVersion|PackageDownload|GlobalPackageReference|Reference|ProjectReference|FrameworkReference|Import|Sdk|Analyzer|package|DotNetCliToolReference)(?:\[\d+\])?", RegexOptions.NonBacktracking)]
    private static partial Regex Item();

    [GeneratedRegex(@"^/(?:\w*[dD]ependencies|overrides|resolutions|tools|msbuild-sdks|sdk)/", RegexOptions.NonBacktracking)]
    private static partial Regex Member();
}
