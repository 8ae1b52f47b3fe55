namespace Prunella.Telemetry.Analysis;

/// <summary>Finds the name of the exception that a record tells of.</summary>
internal static class ExceptionName
{
    /// <summary>The first word that is called like one: <c>System.TimeoutException</c>, <c>java.io.IOException</c>, <c>ValueError</c>.</summary>
    public static string? In(string text)
    {
        int from = 0;
        while (Next(text, from) is { } found)
        {
            (int start, int end) = found;
            from = end;
            string name = text[start..end];
            if (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
                continue;
            if (char.IsAsciiLetterUpper(name[(name.LastIndexOf('.') + 1)..][0]) && name.Length is > 6 and < 160)
                return name;
        }

        return null;
    }

    private static (int Start, int End)? Next(string text, int from)
    {
        int exception = text.IndexOf("Exception", from, StringComparison.Ordinal), error = text.IndexOf("Error:", from, StringComparison.Ordinal);
        (int at, int length) = exception >= 0 && (error < 0 || exception < error) ? (exception, 9) : (error, 5);
        if (at < 0)
            return null;
        int start = at;
        while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '.' or '_' or '$'))
            start--;
        return (start, at + length);
    }
}
