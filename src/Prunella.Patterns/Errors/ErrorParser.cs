namespace Prunella.Patterns.Errors;

/// <summary>Reads errors out of exceptions, logs and what programs print. Of a chain of exceptions the innermost counts.</summary>
public static class ErrorParser
{
    /// <summary>The longest text that is read, in characters; what is beyond is left out.</summary>
    public const int MostText = 256 * 1024;

    private static readonly IStackTraceParser[] Parsers =
        [new PythonTraceParser(), new GoTraceParser(), new RustTraceParser(), new JavaTraceParser(), new NodeTraceParser(), new DotNetTraceParser()];

    /// <summary>Reads a text. One without a stack trace gives an event without frames, whose message is its first line.</summary>
    public static ErrorEvent Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MostText)
            text = text[..MostText];
        foreach (IStackTraceParser parser in Parsers)
        {
            if (parser.TryParse(text) is { } parsed)
                return parsed;
        }

        string first = text.Split('\n').Select(static line => line.Trim()).FirstOrDefault(static line => line.Length > 0) ?? "";
        (string type, string message) = ErrorHead.Split(first);
        return new ErrorEvent(ErrorPlatform.Unknown, type, message, []);
    }

    /// <summary>Reads an exception.</summary>
    public static ErrorEvent Of(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Parse(exception.ToString());
    }
}
