using System.Text.RegularExpressions;
using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

/// <summary>How far a fix may reach. Set by the owner of the program in code or configuration, never by a pattern, an action or a model: none of these has a place for it.</summary>
/// <remarks>The forbidden paths and texts that are built in can be added to, never taken from; numbers have a ceiling.</remarks>
public sealed partial record FixLimits
{
    // Where a change would touch who may do what, what is trusted, or what runs elsewhere.
    private static readonly GlobPattern[] AlwaysForbidden =
    [
        .. new[]
        {
            "**/.git*", "**/.git*/**", "**/.github/**", "**/.gitlab*/**", "**/.ci/**", "**/.circleci/**", "**/.husky/**", "**/.vscode/**", "**/.idea/**", "**/.config/**", "**/azure-pipelines*", "**/Jenkinsfile*",
            "**/.env*", "**/*.pem", "**/*.key", "**/*.pfx", "**/*.p12", "**/*.snk", "**/*.jks", "**/*.keystore", "**/id_rsa*", "**/id_ed25519*", "**/*secret*", "**/*credential*",
            "**/nuget.config", "**/.npmrc", "**/.yarnrc*", "**/pip.conf", "**/.editorconfig", "**/.globalconfig", "**/*.ruleset", "**/BannedSymbols*.txt", "**/CODEOWNERS", "**/stop-healing",
            "**/migrations/**", "**/prunella.yaml", "**/prunella.yml", "**/.prunella/**",
        }.Select(static pattern => new GlobPattern(pattern)),
    ];

    private readonly GlobPattern[] _forbidden = [];
    private readonly Regex[] _texts = [];

    /// <summary>The most files that change. Default 5, 1 to 20.</summary>
    public int MostFiles { get; init => field = Within(value, 1, 20, nameof(MostFiles)); } = 5;

    /// <summary>The most lines that come or go, over all files. Default 120, 1 to 1,000.</summary>
    public int MostLines { get; init => field = Within(value, 1, 1_000, nameof(MostLines)); } = 120;

    /// <summary>The most packages that are added or get another version. Default 0, at most 5.</summary>
    public int MostDependencies { get; init => field = Within(value, 0, 5, nameof(MostDependencies)); }

    /// <summary>The most commands. Default 3, at most 8.</summary>
    public int MostCommands { get; init => field = Within(value, 0, 8, nameof(MostCommands)); } = 3;

    /// <summary>Whether tests may be changed at all. Default no; where yes, such a change is risky still.</summary>
    public bool TestsMayChange { get; init; }

    /// <summary>More paths that no fix may touch, as <c>src/Payments/**</c>; <c>*</c> stands for part of a name, <c>**</c> for any folders.</summary>
    public IReadOnlyList<string> ForbiddenPaths
    {
        get => [.. _forbidden.Select(static pattern => pattern.Text)];
        init => _forbidden = [.. value.Select(static pattern => new GlobPattern(pattern))];
    }

    /// <summary>More regular expressions, without backtracking, that no added line may match.</summary>
    /// <exception cref="ArgumentException">One is no such expression.</exception>
    public IReadOnlyList<string> ForbiddenTexts
    {
        get => [.. _texts.Select(static text => text.ToString())];
        init => _texts = [.. value.Select(Compile)];
    }

    /// <summary>What a plan breaks, in words; empty where it keeps within all limits.</summary>
    public IEnumerable<string> Breaches(PlannedFix plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        IReadOnlyList<FileEffect> effects = plan.Effects;
        // Also what a later step takes back has been there meanwhile, for a command to see.
        FileEffect[] all = [.. plan.Steps.SelectMany(static step => step.Effects)];
        ProjectPath[] paths = [.. all.Select(static effect => effect.Path).Distinct()];
        if (paths.Length > MostFiles)
            yield return $"it changes {paths.Length} files, {MostFiles} are allowed";
        int lines = Math.Max(effects.Sum(static effect => effect.ChangedLines), all.Sum(static effect => effect.ChangedLines));
        if (lines > MostLines)
            yield return $"it changes {lines} lines, {MostLines} are allowed";
        int dependencies = effects.Sum(Dependencies.Changed);
        if (dependencies > MostDependencies)
            yield return $"it changes {dependencies} dependencies, {MostDependencies} are allowed";
        int commands = plan.Commands.Count();
        if (commands > MostCommands)
            yield return $"it runs {commands} commands, {MostCommands} are allowed";
        foreach (ProjectPath path in paths)
        {
            if (AlwaysForbidden.Concat(_forbidden).FirstOrDefault(pattern => pattern.Matches(path.Value)) is { } forbidden)
                yield return $"{path} may not be touched ({forbidden.Text})";
        }

        if (!TestsMayChange)
        {
            foreach (FileEffect effect in all.DistinctBy(static effect => effect.Path).Where(TestCode.Is))
                yield return $"{effect.Path} is a test, and tests may not be changed";
        }

        foreach (FileEffect effect in all)
        {
            foreach (string line in Added(effect))
            {
                if (Forbidden().Match(line) is { Success: true } found)
                    yield return $"{effect.Path} gets the forbidden text “{found.Value}”";
                else if (_texts.FirstOrDefault(text => text.IsMatch(line)) is { } own)
                    yield return $"{effect.Path} gets a text that is forbidden by {own}";
            }
        }
    }

    /// <summary>The forbidden text that is built in and stands in a text; null where none does.</summary>
    internal static string? ForbiddenIn(string text) => Forbidden().Match(text) is { Success: true } found ? found.Value : null;

    internal static bool Hidden(string text) => HiddenText.In(text);

    private static IEnumerable<string> Added(FileEffect effect) => LineEndings.Split(effect.After ?? "").Except(LineEndings.Split(effect.Before ?? ""), StringComparer.Ordinal);

    private static int Within(int value, int least, int most, string name) =>
        value >= least && value <= most ? value : throw new ArgumentOutOfRangeException(name, value, $"It must be {least} to {most}.");

    private static Regex Compile(string expression)
    {
        try
        {
            return new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException error)
        {
            throw new ArgumentException($"'{expression}' needs backtracking.", nameof(expression), error);
        }
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]*PRIVATE KEY|\b(?:curl|wget|iwr|Invoke-WebRequest)\b.*\|\s*(?:ba|z|da)?sh\b|\brm\s+-[a-z]*r[a-z]*f|--no-verify|\[skip ci\]|chmod\s+(?:-R\s+)?0?777|DROP\s+(?:TABLE|DATABASE|SCHEMA)|DISABLE\s+ROW\s+LEVEL|SELF_HEALING_ENABLED|stop-healing", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();
}
