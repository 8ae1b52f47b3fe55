using System.Buffers;
using System.Text;

namespace Prunella.Telemetry.Templates;

/// <summary>What is a value by its form, whatever the letters: paths, addresses, sizes, statements of other languages.</summary>
/// <remarks>All methods take the whole message; a place beyond its end reads as a space.</remarks>
internal static class ValueForms
{
    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF"u8);
    private static readonly SearchValues<byte> HostName = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz.-_"u8);
    private static readonly SearchValues<byte> Ends = SearchValues.Create(" \t,;()[]{}\"'<>|=:"u8);
    private static readonly ulong[] Methods = Hashes("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");
    private static readonly ulong[] Statements = Hashes("SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH");
    private static readonly ulong[] Always = Hashes("true", "false", "True", "False", "TRUE", "FALSE", "NaN");
    private static readonly ulong[] InMarks = Hashes("null", "none", "None", "NULL", "nil", "undefined", "Null");

    /// <summary>A word that is a constant of programming languages.</summary>
    /// <param name="hash">Of the word.</param>
    /// <param name="afterMark">A delimiter stands before it: <c>none</c> is a value after <c>:</c>, but a word in a sentence.</param>
    public static bool IsLiteral(ulong hash, bool afterMark) => Always.AsSpan().Contains(hash) || (afterMark && InMarks.AsSpan().Contains(hash));

    /// <summary>A method of HTTP, if what follows is a path or an address.</summary>
    public static bool IsMethod(ulong hash, ReadOnlySpan<byte> rest) => Methods.AsSpan().Contains(hash)
        && rest.Length > 2 && rest[0] == ' ' && (rest[1] == '/' || rest[1..].StartsWith("http"u8));

    /// <summary>The first word of a statement of SQL, which goes on to the end of the message.</summary>
    public static bool IsSql(ulong hash, ReadOnlySpan<byte> rest) => Statements.AsSpan().Contains(hash)
        && (rest.IndexOf(" FROM "u8) >= 0 || rest.StartsWith(" INTO "u8) || rest.IndexOf(" SET "u8) >= 0);

    /// <summary>A path, a media type: a word with slashes in the right places.</summary>
    public static bool IsPath(ReadOnlySpan<byte> word) => word[0] is (byte)'/' or (byte)'\\'
        || word.Count((byte)'/') + word.Count((byte)'\\') > 1
        || word.StartsWith("application/"u8) || word.StartsWith("text/"u8) || word.StartsWith("image/"u8) || word.StartsWith("multipart/"u8);

    /// <summary>Where the dots end that lead from a word to its value, as in <c>total......5</c>; 0 if there are none.</summary>
    public static int LeaderEnd(ReadOnlySpan<byte> word)
    {
        int dots = word.IndexOf("..."u8);
        if (dots < 1 || word[..dots].IndexOfAnyInRange((byte)'0', (byte)'9') >= 0)
            return 0;
        int after = word[dots..].IndexOfAnyExcept((byte)'.');
        return after < 0 ? 0 : dots + after;
    }

    /// <summary>Two to four hexadecimal letters, as between the colons of an address.</summary>
    public static bool IsHexGroup(ReadOnlySpan<byte> word) => word.Length <= 4 && !word.ContainsAnyExcept(Hexadecimal);

    /// <summary>The name of a host: lower case, with two dots at least.</summary>
    public static bool IsHostName(ReadOnlySpan<byte> word) => !word.ContainsAnyExcept(HostName) && word.Count((byte)'.') > 1;

    /// <summary>Where a value really ends that seemed to end at <paramref name="end"/>: behind its unit of size, its parameters.</summary>
    public static int Extend(ReadOnlySpan<byte> text, int start, int end)
    {
        if (end >= text.Length)
            return end;
        ReadOnlySpan<byte> rest = text[end..];
        if (rest[0] == ' ' && char.IsAsciiDigit((char)text[end - 1]))
            return end + Unit(rest, text[start] is (byte)'<' or (byte)'>');
        if (rest[0] == ';' && rest.IndexOf("charset="u8) is >= 0 and <= 3)
            return end + Word(rest, rest.IndexOf((byte)'=') + 1);
        return end;
    }

    /// <summary>The length of <c> (1.36 KB)</c> behind a number of bytes: it says the same again; 0 if there is none.</summary>
    public static int SizeInBrackets(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 4 || rest[0] != '(' || !char.IsAsciiDigit((char)rest[1]))
            return 0;
        int close = rest[..Math.Min(rest.Length, 16)].IndexOf((byte)')');
        return close > 1 && rest[close - 1] == 'B' ? close + 1 : 0;
    }

    /// <summary>The length of a bracketed text, its brackets included; 0 if they do not close.</summary>
    public static int Bracketed(ReadOnlySpan<byte> text, byte open, byte close)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == open)
                depth++;
            else if (text[i] == close && --depth == 0)
                return i + 1;
        }

        return 0;
    }

    private static int Unit(ReadOnlySpan<byte> rest, bool compared)
    {
        if (!compared && !rest[1..Math.Min(rest.Length, 4)].Contains((byte)'B'))
            return 0; // looked at for every number: nearly all have none
        ReadOnlySpan<byte> unit = rest.Slice(1, Word(rest, 1) - 1);
        bool size = unit.Length is > 0 and <= 3 && unit[^1] == 'B' && (unit.Length == 1 || "kKMGTP"u8.Contains(unit[0])) && (unit.Length < 3 || unit[1] == 'i');
        return size || (compared && (unit.SequenceEqual("sec"u8) || unit.SequenceEqual("ms"u8) || unit.SequenceEqual("s"u8))) ? unit.Length + 1 : 0;
    }

    private static int Word(ReadOnlySpan<byte> text, int from)
    {
        int length = text[from..].IndexOfAny(Ends);
        return length < 0 ? text.Length : from + length;
    }

    private static ulong[] Hashes(params string[] words) => [.. words.Select(static word => Mix.Of(Encoding.ASCII.GetBytes(word)))];
}
