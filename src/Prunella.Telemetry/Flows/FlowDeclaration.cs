using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Prunella.Telemetry.Flows;

/// <summary>A flow that work is held against. Immutable.</summary>
/// <param name="Name">What it is called in findings.</param>
/// <param name="Net">The flow.</param>
public sealed partial record FlowDeclaration(string Name, PetriNet Net)
{
    /// <summary>
    /// By step, what logs and traces call it: the template of a statement, or <c>service: operation</c>; <c>*</c>, <c>{…}</c> and <c>&lt;*&gt;</c> stand for
    /// anything. A step that is not here is called by its own name.
    /// </summary>
    public ImmutableDictionary<string, ImmutableArray<string>> Patterns { get; init; } = ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The steps that can be seen.</summary>
    public IEnumerable<string> Steps => Net.Transitions.Select(static transition => transition.Activity).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>Makes a function that tells which step a statement or an operation is; null where it is none.</summary>
    internal Func<string, string?> Namer()
    {
        (string Step, Regex Pattern)[] all = [.. Steps.SelectMany(step => Patterns.GetValueOrDefault(step, [step]).Select(pattern => (step, Compiled(pattern))))];
        var known = new Dictionary<string, string?>(StringComparer.Ordinal);
        return name =>
        {
            if (!known.TryGetValue(name, out string? step))
                known.Add(name, step = Array.Find(all, one => one.Pattern.IsMatch(Plain(name))).Step);
            return step;
        };
    }

    // Linear in the text, whatever the pattern is.
    private static Regex Compiled(string pattern) =>
        new($"^{Regex.Escape(Plain(pattern)).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);

    private static string Plain(string text) => Placeholder().Replace(text, "*");

    [GeneratedRegex(@"<\*>|\{[^{}]*\}")]
    private static partial Regex Placeholder();
}
