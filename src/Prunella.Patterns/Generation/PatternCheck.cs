using System.Text.RegularExpressions;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Known;
using Prunella.Patterns.Safety;

namespace Prunella.Patterns.Generation;

/// <summary>Says whether a pattern that was made from an example is fit to be kept.</summary>
public static partial class PatternCheck
{
    /// <summary>How many of a thousand unrelated errors an expression may find.</summary>
    public const int MostStrangers = 2;

    private const int MostExpression = 500, MostTitle = 160, MostFix = 800, MostWords = 400, MostLines = 50;

    /// <summary>What speaks against a pattern; null where it is fit.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="error">The error that it was made from.</param>
    public static string? Against(ErrorPattern pattern, string error)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(error);
        foreach ((string name, string text, int most) in new[] { ("title", pattern.Title, MostTitle), ("fix", pattern.Fix, MostFix), ("words", pattern.Words, MostWords), ("regex", pattern.Regex, MostExpression), ("unless", pattern.Unless ?? "-", MostExpression) })
        {
            if (text.Length > most || name != "words" && text.Trim().Length == 0)
                return $"the {name} is empty or longer than {most} characters";
            if (text.Any(static letter => char.IsControl(letter) && letter != '\n') || FixLimits.Hidden(text))
                return $"the {name} holds characters that do not show";
            if (FixLimits.ForbiddenIn(text) is { } forbidden)
                return $"the {name} holds the forbidden text “{forbidden}”";
        }

        try
        {
            return AgainstExpression(Compile(pattern.Id, pattern.Regex), pattern.Unless is null ? null : Compile(pattern.Id, pattern.Unless), error);
        }
        catch (FormatException fault)
        {
            return fault.Message;
        }
        catch (RegexMatchTimeoutException)
        {
            return "the expression takes too long";
        }
    }

    private static string? AgainstExpression(Regex regex, Regex? unless, string error)
    {
        if (!Finds(regex, unless, error))
            return "the expression does not find the error that it was made from";
        if (!Finds(regex, unless, Varied(error)))
            return "the expression finds this one error alone, with its names and numbers";
        HashSet<string> own = [Family(error), .. error.Split('\n').Take(MostLines).Select(Family)];
        int strangers = UnrelatedErrors.All.Count(line => Finds(regex, unless, line) && !own.Contains(Family(line)));
        return strangers > MostStrangers ? $"the expression finds {strangers} of {UnrelatedErrors.All.Count} errors that it is not about" : null;
    }

    // The same error with other names in it is no stranger.
    private static string Family(string text) => Family(ErrorParser.Parse(text));

    private static string Family(ErrorEvent error) => $"{error.Type}\n{MessageTemplate.Of(error.Message)}";

    private static bool Finds(Regex regex, Regex? unless, string text) => regex.IsMatch(text) && unless?.IsMatch(text) != true;

    // The same error of another day: other names in quotation marks, other numbers.
    internal static string Varied(string error) => Variable().Replace(error, static match => match.Value[0] switch
    {
        '\'' => "'other7'",
        '"' => "\"other7\"",
        '`' => "`other7`",
        _ => match.Value.Length == 1 ? "7" : string.Concat("4", match.Value.AsSpan(1)),
    });

    private static Regex Compile(string id, string expression)
    {
        _ = PatternExpression.Compile(id, expression);
        return new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));
    }

    // Codes that name an error stay: they hang on letters.
    [GeneratedRegex(@"'[^'\n]*'|""[^""\n]*""|`[^`\n]*`|\b\d+\b", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
