using System.Globalization;

namespace Prunella.Journal;

/// <summary>
/// The name of a journal's file: <c>journal-0000000000000001-20260101T000000Z.jsonl</c>, by its first sequence and the time it was begun.
/// Names sort in the order of the entries.
/// </summary>
/// <param name="Name">The whole name.</param>
/// <param name="FirstSequence">The place of its first entry.</param>
/// <param name="Suffix">Empty for a file of the chain; else why it was set aside: <see cref="Damaged"/> or <see cref="Torn"/> with a time.</param>
internal sealed record JournalFileName(string Name, long FirstSequence, string Suffix)
{
    public const string Damaged = ".damaged";
    public const string Torn = ".torn-";

    private const string Prefix = "journal-";
    private const string Extension = ".jsonl";
    private const int Digits = 16;
    private const int StemLength = 8 + Digits + 1 + 16; // prefix, sequence, hyphen, time

    public bool IsInChain => Suffix.Length == 0;

    public bool IsDamaged => Suffix == Damaged;

    public static JournalFileName For(long sequence, DateTimeOffset now) =>
        new($"{Prefix}{sequence.ToString($"D{Digits}", CultureInfo.InvariantCulture)}-{Stamp(now)}{Extension}", sequence, string.Empty);

    public static string Stamp(DateTimeOffset now) => now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    public static JournalFileName? Parse(string name)
    {
        if (name.Length < StemLength + Extension.Length || !name.StartsWith(Prefix, StringComparison.Ordinal)
            || !name.AsSpan(StemLength).StartsWith(Extension, StringComparison.Ordinal)
            || !long.TryParse(name.AsSpan(Prefix.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out long sequence))
        {
            return null;
        }

        string suffix = name[(StemLength + Extension.Length)..];
        return suffix.Length == 0 || suffix == Damaged || suffix.StartsWith(Torn, StringComparison.Ordinal)
            ? new JournalFileName(name, sequence, suffix)
            : null;
    }
}
