using YamlDotNet.Core;

namespace Prunella.Cli.Manifest;

/// <summary>Says in plain words what the YAML parser stumbled over.</summary>
internal static class YamlSyntax
{
    public static ManifestFault FaultOf(YamlException error, string text)
    {
        var at = new Position((int)Math.Max(1, error.Start.Line), (int)Math.Max(1, error.Start.Column));
        if (TabBefore(text, at) is { } tab)
            return new(tab, string.Empty, "a tab stands in the indentation; YAML wants spaces.");

        string message = error.Message.Trim().TrimEnd('.');
        // Messages begin with "While scanning …, " or "While parsing …, "; what was found is said after it.
        int comma = message.StartsWith("While ", StringComparison.Ordinal) ? message.IndexOf(", ", StringComparison.Ordinal) : -1;
        if (comma > 0)
            message = message[(comma + 2)..];
        return new(at, string.Empty, $"this is not YAML: {message}.");
    }

    // The parser often reports a tab at the line before or after it.
    private static Position? TabBefore(string text, Position at)
    {
        string[] lines = text.Split('\n');
        for (int line = Math.Max(1, at.Line - 1); line <= Math.Min(lines.Length, at.Line + 1); line++)
        {
            string content = lines[line - 1];
            int tab = content.IndexOf('\t', StringComparison.Ordinal);
            if (tab >= 0 && content.AsSpan(0, tab).Trim(' ').IsEmpty)
                return new(line, tab + 1);
        }

        return null;
    }
}
