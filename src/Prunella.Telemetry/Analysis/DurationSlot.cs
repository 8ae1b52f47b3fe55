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
        if (!Utf8Parser.TryParse(value, out double number, out int used) || !(number >= 0) || number > 1e15)
            return false;
        double unit = Microseconds > 0 ? Microseconds : UnitOf(value[used..]);
        microseconds = number * unit;
        return unit > 0;
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
