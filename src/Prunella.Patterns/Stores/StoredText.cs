using System.Text;
using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Stores;

/// <summary>Limits of what is kept, and how texts and times are brought to them.</summary>
internal static class StoredText
{
    public const int MostKey = 200;
    public const int MostLine = 500;
    public const int MostText = 8_000;
    public const int MostNames = 64; // fingerprints of one learning

    /// <exception cref="ArgumentException">It is empty, too long or holds a control character.</exception>
    public static void CheckKey(string key, string kind)
    {
        if (string.IsNullOrEmpty(key) || key.Length > MostKey || key.Any(char.IsControl))
            throw new ArgumentException($"The key of a {kind} needs 1 to {MostKey} characters without control characters, but is '{key}'.", nameof(key));
    }

    /// <exception cref="ArgumentException">It does not hold.</exception>
    public static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new ArgumentException(otherwise, paramName: null);
    }

    public static string Line(Scrubber scrubber, string text) => Cut(scrubber, text, MostLine);

    public static string Text(Scrubber scrubber, string text) => Cut(scrubber, text, MostText);

    /// <summary>To the microsecond and in UTC: what every store can keep, so that a hash over it is the same everywhere.</summary>
    public static DateTimeOffset Time(DateTimeOffset time) => new(time.UtcTicks - time.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    // Scrubbed before it is cut: half a secret would not be known as one. A zero character is no text for PostgreSQL.
    private static string Cut(Scrubber scrubber, string text, int most)
    {
        string clean = scrubber.Scrub(text.Length > 4 * most ? text[..(4 * most)] : text).Replace("\0", "", StringComparison.Ordinal);
        // Half a character, as of a text that was cut by others, is no text for PostgreSQL either: a mark takes its place.
        if (clean.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
            clean = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(clean));
        if (clean.Length <= most)
            return clean;
        return char.IsHighSurrogate(clean[most - 1]) ? clean[..(most - 1)] : clean[..most];
    }
}
