using System.Buffers;
using System.Buffers.Text;
using System.Collections.Immutable;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>Which value of a statement is a duration, and in what unit.</summary>
/// <param name="Slot">The number of the value, or of the field of JSON.</param>
/// <param name="Microseconds">One of its unit; 0 where the unit stands behind the number.</param>
internal readonly record struct DurationSlot(int Slot, double Microseconds)
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.,");

    // Both these and as many digits are exact as doubles, so that their quotient is the nearest one.
    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14];

    private static readonly string[] Before =
        ["elapsed", "duration", "took", "latency", "elapsedms", "elapsedmilliseconds", "durationms", "responsetime", "request_time", "time_taken", "runtime"];

    /// <summary>Finds it among the parts of a message; null where there is none.</summary>
    public static DurationSlot? Find(ImmutableArray<Part> parts)
    {
        int slot = -1;
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Kind != TokenKind.Value)
                continue;
            slot++;
            string value = parts[i].Text;
            if (value.Length == 0 || !char.IsAsciiDigit(value[0]))
                continue;
            int digits = value.AsSpan().IndexOfAnyExcept(Digits);
            if (digits > 0 && UnitOf(value.AsSpan(digits)) > 0 && value[^1] != 'm')
                return new DurationSlot(slot, 0);
            if (digits >= 0)
                continue;
            string after = i + 1 < parts.Length && parts[i + 1].Kind == TokenKind.Word ? parts[i + 1].Text.TrimEnd('.', ',') : "";
            if (UnitOf(after) is var unit and > 0 && !(after is "s" or "m"))
                return new DurationSlot(slot, unit);
            if (NameBefore(parts, i) is { } name)
                return new DurationSlot(slot, UnitOf(after) is var said and > 0 ? said : UnitOfName(name));
        }

        return null;
    }

    /// <summary>Finds it among the fields of a record.</summary>
    public static DurationSlot? Find(in LogRecord record)
    {
        for (int i = 0; i < record.Fields.Length; i++)
        {
            LogField field = record.Fields[i];
            if (field.Kind == LogFieldKind.Number && IsName(record.Text.Slice(field.NameStart, field.NameLength), out string name))
                return new DurationSlot(i, UnitOfName(name));
        }

        return null;
    }

    /// <summary>Reads a duration, µs.</summary>
    public bool TryRead(ReadOnlySpan<byte> value, out double microseconds)
    {
        microseconds = 0;
        if (!TryPlain(value, out double number, out int used) && (!Utf8Parser.TryParse(value, out number, out used) || !(number >= 0) || number > 1e15))
            return false;
        double unit = Microseconds > 0 ? Microseconds : UnitOf(value[used..]);
        microseconds = number * unit;
        return unit > 0;
    }

    /// <summary>Reads a number of a few digits, with a fraction or without, as nearly all durations are: exact, and much cheaper than what reads any number.</summary>
    private static bool TryPlain(ReadOnlySpan<byte> text, out double number, out int used)
    {
        long digits = 0;
        int point = -1, end = Math.Min(text.Length, Powers.Length);
        for (used = 0; used < end; used++)
        {
            int digit = text[used] - '0';
            if ((uint)digit <= 9)
                digits = (digits * 10) + digit;
            else if (text[used] == '.' && point < 0)
                point = used;
            else
                break;
        }

        int fraction = point < 0 ? 0 : used - point - 1;
        number = digits / Powers[fraction];
        bool isWhole = used > 0 && (point < 0 || (point > 0 && fraction > 0));
        return isWhole && (used == text.Length || !(char.IsAsciiDigit((char)text[used]) || text[used] is (byte)'.' or (byte)'e' or (byte)'E'));
    }

    private static string? NameBefore(ImmutableArray<Part> parts, int value)
    {
        for (int i = value - 1; i >= 0 && i >= value - 3; i--)
        {
            if (parts[i].Kind == TokenKind.Word)
                return Array.Exists(Before, name => name.Equals(parts[i].Text, StringComparison.OrdinalIgnoreCase)) ? parts[i].Text : null;
            if (parts[i].Kind == TokenKind.Value)
                return null;
        }

        return null;
    }

    private static bool IsName(ReadOnlySpan<byte> bytes, out string name)
    {
        name = bytes.Length <= 40 ? System.Text.Encoding.UTF8.GetString(bytes) : "";
        string simple = name.Replace("_", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal);
        return simple.Contains("elapsed", StringComparison.OrdinalIgnoreCase) || simple.Contains("duration", StringComparison.OrdinalIgnoreCase)
            || simple.Contains("latency", StringComparison.OrdinalIgnoreCase) || simple.EndsWith("responsetime", StringComparison.OrdinalIgnoreCase)
            || simple.Equals("requesttime", StringComparison.OrdinalIgnoreCase) || simple.Equals("took", StringComparison.OrdinalIgnoreCase);
    }

    private static double UnitOfName(string name) =>
        name.EndsWith("seconds", StringComparison.OrdinalIgnoreCase) && !name.EndsWith("milliseconds", StringComparison.OrdinalIgnoreCase) ? 1e6
        : name.Equals("request_time", StringComparison.OrdinalIgnoreCase) ? 1e6
        : name.EndsWith("us", StringComparison.Ordinal) ? 1
        : name.EndsWith("ns", StringComparison.Ordinal) ? 1e-3
        : 1e3;

    private static double UnitOf(ReadOnlySpan<char> text) => text switch
    {
        "ms" or "msec" or "msecs" or "millis" or "milliseconds" or "millisecond" => 1e3,
        "s" or "sec" or "secs" or "seconds" or "second" => 1e6,
        "us" or "µs" or "microseconds" => 1,
        "ns" or "nanoseconds" => 1e-3,
        _ => 0,
    };

    private static double UnitOf(ReadOnlySpan<byte> text) =>
        text.StartsWith("ms"u8) ? 1e3 : text.StartsWith("us"u8) || text.StartsWith("µs"u8) ? 1 : text.StartsWith("ns"u8) ? 1e-3 : text.StartsWith("s"u8) ? 1e6 : 0;
}
