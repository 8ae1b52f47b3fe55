using System.Buffers;
using System.Globalization;

namespace Prunella.Cli.Manifest;

/// <summary>Reads durations and sizes as people write them.</summary>
internal static class Quantity
{
    private static readonly (string Unit, decimal Ticks)[] Times =
    [
        ("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour),
    ];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private static readonly (string Unit, decimal Bytes)[] Sizes =
    [
        ("k", 1L << 10), ("m", 1L << 20), ("g", 1L << 30), ("t", 1L << 40),
    ];

    /// <summary>Reads <c>500ms</c>, <c>2s</c>, <c>1.5m</c>, <c>1m30s</c>, <c>1h</c>; at most a day.</summary>
    public static bool TryDuration(string text, out TimeSpan duration)
    {
        duration = default;
        decimal ticks = 0;
        ReadOnlySpan<char> rest = text;
        while (!rest.IsEmpty)
        {
            if (!TryNumber(ref rest, out decimal number))
                return false;
            int letters = rest.IndexOfAnyExceptInRange('a', 'z') is var end and >= 0 ? end : rest.Length;
            string unit = rest[..letters].ToString();
            rest = rest[letters..];
            if (Array.Find(Times, time => time.Unit == unit) is not { Unit: not null } found)
                return false;
            ticks += number * found.Ticks;
            if (ticks > TimeSpan.TicksPerDay)
                return false;
        }

        duration = TimeSpan.FromTicks((long)ticks);
        return text.Length > 0;
    }

    /// <summary>Reads <c>7d</c>; at most a year.</summary>
    public static bool TryDays(string text, out TimeSpan days)
    {
        ReadOnlySpan<char> rest = text;
        bool good = TryNumber(ref rest, out decimal number) && rest is "d" && number <= 366;
        days = good ? TimeSpan.FromTicks((long)(number * TimeSpan.TicksPerDay)) : default;
        return good;
    }

    /// <summary>Reads <c>99.9%</c> as 0.999; 0 to 100 %.</summary>
    public static bool TryShare(string text, out double share)
    {
        ReadOnlySpan<char> rest = text;
        bool good = TryNumber(ref rest, out decimal number) && rest is "%" && number <= 100;
        share = good ? (double)(number / 100) : 0;
        return good;
    }

    /// <summary>Reads <c>512M</c>, <c>1.5G</c>, <c>64KiB</c> or a number of bytes; K, M, G and T are powers of 1024.</summary>
    public static bool TryBytes(string text, out long bytes)
    {
        bytes = 0;
        ReadOnlySpan<char> rest = text;
        if (!TryNumber(ref rest, out decimal number))
            return false;
        string unit = rest.ToString().ToLowerInvariant();
        if (unit.EndsWith('b'))
            unit = unit[..^1];
        if (unit.Length == 2 && unit[1] == 'i')
            unit = unit[..1];
        decimal factor = unit.Length == 0 ? 1 : Array.Find(Sizes, size => size.Unit == unit).Bytes;
        if (factor == 0 || number * factor > long.MaxValue / 2)
            return false;
        bytes = (long)(number * factor);
        return true;
    }

    // At most twelve digits before the point: what is longer can not be meant, and would overflow.
    private static bool TryNumber(ref ReadOnlySpan<char> text, out decimal number)
    {
        int length = text.IndexOfAnyExcept(Digits) is var end and >= 0 ? end : text.Length;
        bool good = length is > 0 and <= 16
            && decimal.TryParse(text[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number)
            && number < 1_000_000_000_000;
        number = good ? decimal.Parse(text[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : 0;
        text = text[length..];
        return good;
    }
}
