using System.Text;

namespace Prunella.Cli.Manifest;

/// <summary>Puts environment variables into a text: <c>${NAME}</c>, <c>${NAME:-default}</c>; <c>$${</c> stands for <c>${</c>.</summary>
internal static class Variables
{
    /// <returns>What is wrong with the text; null where nothing is.</returns>
    public static string? Substitute(string text, Func<string, string?> environment, out string result)
    {
        result = text;
        if (!text.Contains("${", StringComparison.Ordinal))
            return null;

        var output = new StringBuilder(text.Length);
        int at = 0;
        while (at < text.Length)
        {
            if (text.AsSpan(at).StartsWith("$${"))
            {
                _ = output.Append("${");
                at += 3;
            }
            else if (text.AsSpan(at).StartsWith("${"))
            {
                int end = text.IndexOf('}', at);
                if (end < 0)
                    return "'${' has no '}'.";
                if (ValueOf(text[(at + 2)..end], environment, out string value) is { } fault)
                    return fault;
                _ = output.Append(value);
                at = end + 1;
            }
            else
            {
                _ = output.Append(text[at++]);
            }
        }

        result = output.ToString();
        return null;
    }

    private static string? ValueOf(string expression, Func<string, string?> environment, out string value)
    {
        int split = expression.IndexOf(":-", StringComparison.Ordinal);
        string name = split < 0 ? expression : expression[..split];
        value = string.Empty;
        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || name.Any(static letter => !char.IsAsciiLetterOrDigit(letter) && letter != '_'))
            return $"'${{{expression}}}' does not name an environment variable.";

        string? found = environment(name);
        if (split >= 0)
            value = string.IsNullOrEmpty(found) ? expression[(split + 2)..] : found;
        else if (found is not null)
            value = found;
        else
            return $"the environment variable '{name}' is not set; ${{{name}:-…}} would give it a default.";
        return null;
    }
}
