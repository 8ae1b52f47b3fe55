using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

/// <summary>The commands that may be run, and no others. A command fits a rule part by part; there is no prefix, no pattern and no shell.</summary>
/// <remarks>Whoever may build a project runs what its build files say. So building is moderate, however harmless its command looks.</remarks>
public sealed class CommandAllowList
{
    private readonly CommandRule[] _rules;

    /// <param name="rules">What may be run.</param>
    /// <exception cref="ArgumentException">A rule is empty, or its program is a placeholder, a path, or something that runs any text it is given.</exception>
    public CommandAllowList(IEnumerable<CommandRule> rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = [.. rules];
        foreach (CommandRule rule in _rules)
        {
            if (rule.Parts.Count == 0 || rule.Parts[0] is "" or "sh" or "bash" or "zsh" or "dash" or "cmd" or "powershell" or "pwsh" or "env" or "sudo" or "xargs" or "eval" or "busybox" || rule.Parts[0].AsSpan().IndexOfAny("<>/\\ ") >= 0)
                throw new ArgumentException($"The rule '{string.Join(' ', rule.Parts)}' names no program that may be allowed.", nameof(rules));
        }
    }

    /// <summary>What builds, restores and tests a project.</summary>
    public static CommandAllowList Default { get; } = new(
    [
        new(["dotnet", "--info"], FixCategory.Safe),
        new(["dotnet", "restore"], FixCategory.Moderate),
        new(["dotnet", "restore", "<path>"], FixCategory.Moderate),
        new(["dotnet", "build"], FixCategory.Moderate),
        new(["dotnet", "build", "<path>"], FixCategory.Moderate),
        new(["dotnet", "build", "--no-restore"], FixCategory.Moderate),
        new(["dotnet", "test"], FixCategory.Moderate),
        new(["dotnet", "test", "<path>"], FixCategory.Moderate),
        new(["dotnet", "clean"], FixCategory.Moderate),
        new(["dotnet", "tool", "restore"], FixCategory.Moderate),
        new(["dotnet", "format", "whitespace", "--verify-no-changes"], FixCategory.Moderate),
        new(["dotnet", "dev-certs", "https", "--check"], FixCategory.Safe),
        new(["npm", "ci", "--ignore-scripts"], FixCategory.Moderate),
        new(["cargo", "check"], FixCategory.Moderate),
        new(["go", "build", "./..."], FixCategory.Moderate),
        new(["go", "vet", "./..."], FixCategory.Moderate),
    ]);

    /// <summary>This list with more rules.</summary>
    public CommandAllowList With(params IEnumerable<CommandRule> more) => new([.. _rules, .. more]);

    /// <summary>The rule that a command fits; null where it may not be run.</summary>
    public CommandRule? Find(IReadOnlyList<string> command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return _rules.FirstOrDefault(rule => rule.Parts.Count == command.Count && rule.Parts.Zip(command).All(static pair => Fits(pair.First, pair.Second)));
    }

    private static bool Fits(string rule, string part) => rule switch
    {
        "<path>" => ProjectPath.TryParse(part, out _) && part[0] is not ('-' or '@') && part.All(static letter => char.IsLetterOrDigit(letter) || letter is '.' or '_' or '-' or '/' or ' '),
        "<name>" => part.Length is > 0 and <= 100 && part[0] is not ('-' or '.') && part.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-'),
        _ => string.Equals(rule, part, StringComparison.Ordinal),
    };
}
