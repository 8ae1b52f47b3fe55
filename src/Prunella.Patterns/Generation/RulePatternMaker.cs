using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Known;

namespace Prunella.Patterns.Generation;

/// <summary>Makes a pattern of an example by rules alone: the message, with what varies in it left open.</summary>
internal static partial class RulePatternMaker
{
    private const int LeastLetters = 8;
    private const int MostTitle = 120;

    /// <exception cref="FormatException">The error says too little to be known again.</exception>
    public static ErrorPattern Make(ErrorExample example)
    {
        ErrorEvent error = ErrorParser.Parse(example.Error);
        string message = error.Message.Split('\n')[0].Trim();
        string whole = $"{error.Type}: {message}".TrimEnd(':', ' ');
        bool typed = error.Type.Length > 0 && example.Error.Contains(whole, StringComparison.Ordinal); // some platforms print them apart
        string template = Template(typed ? error.Type : "", typed ? whole : message);
        if (template.Count(char.IsLetter) < LeastLetters)
            throw new FormatException("The error says too little to be known again.");
        return new ErrorPattern
        {
            Id = IdOf(error, template),
            Title = Shown(template, MostTitle),
            Regex = Expression(template),
            Fix = example.Told,
            Words = Shown(string.Join(' ', Word().Matches(template).Select(static match => match.Value).Distinct(StringComparer.OrdinalIgnoreCase)), MostTitle),
            Action = example.Action,
        };
    }

    /// <summary>A name of the platform and the first words.</summary>
    [SuppressMessage("Globalization", "CA1308", Justification = "Names of patterns are in lower case.")]
    public static string IdOf(ErrorEvent error, string template)
    {
        string platform = error.Platform switch
        {
            ErrorPlatform.DotNet => "net", ErrorPlatform.Java => "java", ErrorPlatform.Python => "py", ErrorPlatform.Node => "node", ErrorPlatform.Go => "go", ErrorPlatform.Rust => "rust", _ => error.Type.StartsWith("System.", StringComparison.Ordinal) ? "net" : "own",
        };
        string[] words = [.. Word().Matches(template[(template.LastIndexOf("Exception", StringComparison.Ordinal) is >= 0 and var at && at + 12 < template.Length ? at + 9 : 0)..]).Select(static match => match.Value.ToLowerInvariant()).Take(4)];
        return $"{platform}.{string.Join('-', words.Length > 0 ? words : ["error"])}";
    }

    // What varies by the rules of fingerprints; codes as CS0103 name the error, and are no number.
    private static string Template(string type, string line)
    {
        var codes = new List<string>();
        string kept = Code().Replace(line, match =>
        {
            codes.Add(match.Value);
            return $"Qcode{new string('q', codes.Count)}Z";
        });
        string template = type.Length > 0 && kept.StartsWith(type, StringComparison.Ordinal)
            ? (kept.Length > type.Length ? $"{type}: {MessageTemplate.Of(kept[(type.Length + 1)..]).Split('\n')[0]}" : type)
            : MessageTemplate.Of(kept).Split('\n')[0];
        for (int i = codes.Count; i > 0; i--)
            template = template.Replace($"Qcode{new string('q', i)}Z", codes[i - 1], StringComparison.Ordinal);
        return template;
    }

    private static string Expression(string template)
    {
        var expression = new StringBuilder();
        string[] pieces = template.Split('*');
        for (int i = 0; i < pieces.Length; i++)
        {
            if (i > 0)
                _ = expression.Append(i + 1 == pieces.Length && pieces[i].Length == 0 ? "" : ".{1,200}?");
            _ = expression.Append(Regex.Escape(pieces[i]).Replace("\\ ", " ", StringComparison.Ordinal));
        }

        return expression.ToString();
    }

    private static string Shown(string template, int most)
    {
        string text = template.Replace("*", "…", StringComparison.Ordinal);
        return text.Length > most ? text[..(most - 1)] + "…" : text;
    }

    [GeneratedRegex(@"[A-Za-z][A-Za-z]{2,}[0-9]*", RegexOptions.NonBacktracking)]
    private static partial Regex Word();

    [GeneratedRegex(@"\b[A-Z]{1,6}-?\d{3,6}\b", RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
