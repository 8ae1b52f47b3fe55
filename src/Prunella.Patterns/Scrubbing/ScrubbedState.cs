using System.Collections;

namespace Prunella.Patterns.Scrubbing;

/// <summary>The message and the named values of a log entry after scrubbing.</summary>
internal sealed class ScrubbedState : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly string _message;
    private readonly KeyValuePair<string, object?>[] _values;

    private ScrubbedState(string message, KeyValuePair<string, object?>[] values)
    {
        _message = message;
        _values = values;
    }

    public int Count => _values.Length;

    public KeyValuePair<string, object?> this[int index] => _values[index];

    public static ScrubbedState Of(object? state, string message, Scrubber scrubber)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> pairs)
            return new ScrubbedState(scrubber.Scrub(message), []);
        List<KeyValuePair<string, object?>> values = [];
        foreach (KeyValuePair<string, object?> pair in pairs)
        {
            object? value = Value(pair, scrubber);
            // The message holds the value without its name, and so without the sign of what it is.
            if (!ReferenceEquals(value, pair.Value) && pair.Value?.ToString() is { Length: > 0 } secret)
                message = message.Replace(secret, (string?)value, StringComparison.Ordinal);
            values.Add(new(pair.Key, value));
        }

        return new ScrubbedState(scrubber.Scrub(message), [.. values]);
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => _message;

    // The name of a value says what it is: "password" with "hunter2" is judged together. Numbers and times carry nothing.
    private static object? Value(KeyValuePair<string, object?> pair, Scrubber scrubber)
    {
        if (pair.Value is null or ValueType || pair.Key == "{OriginalFormat}")
            return pair.Value;
        string text = pair.Value.ToString() ?? "";
        string start = $"{pair.Key}=";
        string together = scrubber.Scrub(start + text);
        string named = together.StartsWith(start, StringComparison.Ordinal) ? together[start.Length..] : scrubber.Scrub(text);
        return named == text ? pair.Value : named;
    }
}
