using YamlDotNet.Core;

namespace Prunella.Cli.Manifest;

/// <summary>Says in plain words what the YAML parser stumbled over.</summary>
internal static class YamlSyntax
{
    private const string TabMessage = "a tab stands in the indentation; YAML wants spaces.";

    public static ManifestFault FaultOf(YamlException error, string text)
    {
        var at = new Position((int)Math.Max(1, error.Start.Line), (int)Math.Max(1, error.Start.Column));
        if (error.Message.Contains("tab", StringComparison.OrdinalIgnoreCase) && Tab(text, new(1, 1), int.MaxValue) is { } named)
            return new(named, string.Empty, TabMessage);
        if (Tab(text, at, 1) is { } tab)
            return new(tab, string.Empty, TabMessage);

        string message = error.Message.Trim().TrimEnd('.');
        // Messages begin with "While scanning …, " or "While parsing …, "; what was found is said after it.
        int comma = message.StartsWith("While ", StringComparison.Ordinal) ? message.IndexOf(", ", StringComparison.Ordinal) : -1;
        if (comma > 0)
            message = message[(comma + 2)..];
        return new(at, string.Empty, $"this is not YAML: {message}.");
    }

    // The parser reports a tab at the line before or after it, or at the beginning of the file.
    private static Position? Tab(string text, Position near, int reach)
    {
        string[] lines = text.Split('\n');
        int last = reach == int.MaxValue ? lines.Length : Math.Min(lines.Length, near.Line + reach);
        for (int line = Math.Max(1, near.Line - reach); line <= last; line++)
        {
            string content = lines[line - 1];
            int tab = content.IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && content.AsSpan(0, tab).Trim(' ').IsEmpty)
                return new(line, tab + 1);
        }

        return null;
    }
}
