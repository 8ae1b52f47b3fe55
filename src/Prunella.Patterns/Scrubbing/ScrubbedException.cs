namespace Prunella.Patterns.Scrubbing;

/// <summary>Stands for an exception whose text held secrets: reads the same without them.</summary>
internal sealed class ScrubbedException : Exception
{
    private readonly string _text;
    private readonly string? _stackTrace;

    private ScrubbedException(string message, string text, string? stackTrace, Exception? inner)
        : base(message, inner)
    {
        _text = text;
        _stackTrace = stackTrace;
    }

    public override string? StackTrace => _stackTrace;

    /// <returns>The exception itself where nothing in it is secret.</returns>
    public static Exception? Of(Exception? exception, Scrubber scrubber)
    {
        if (exception is null)
            return null;
        string text = exception.ToString();
        string scrubbed = scrubber.Scrub(text);
        return ReferenceEquals(text, scrubbed)
            ? exception
            : new ScrubbedException(scrubber.Scrub(exception.Message), scrubbed, exception.StackTrace is { } trace ? scrubber.Scrub(trace) : null, Of(exception.InnerException, scrubber));
    }

    public override string ToString() => _text;
}
