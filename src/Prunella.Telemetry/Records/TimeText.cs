using System.Runtime.CompilerServices;

namespace Prunella.Telemetry.Records;

/// <summary>Reads the times that logs are written with, without being told which of the forms it is.</summary>
/// <remarks>
/// A time without a zone is taken for UTC, one without a year for the year 1 of the calendar (what is compared within one log stays right).
/// </remarks>
internal static class TimeText
{
    /// <summary>What one digit of a fraction of so many digits is worth.</summary>
    private static ReadOnlySpan<int> Units => [10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    /// <summary>Reads a time with a clock, or seconds since 1970, at the start of a text.</summary>
    /// <param name="text">More may follow.</param>
    /// <param name="ticks">100 ns since 0001-01-01 UTC.</param>
    /// <param name="length">Its bytes.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out long ticks, out int length)
    {
        ticks = 0;
        length = 0;
        if (text.Length < 8)
            return false;
        int c = text[0];
        if ((uint)(c - '0') > 9)
            return (uint)(c - 'A') <= 25 && Named(text, out ticks, out length);
        int digits = 1;
        while (digits < 14 && digits < text.Length && (uint)(text[digits] - '0') <= 9)
            digits++;
        if (digits == text.Length)
            return digits == 10 && Epoch(text, out ticks, out length);
        byte separator = text[digits];
        return digits switch
        {
            4 when separator is (byte)'-' or (byte)'/' or (byte)'.' => YearFirst(text, separator, out ticks, out length),
            2 when separator is (byte)':' => Clock(text, 0, out long clock, out length) && (ticks = clock) >= 0,
            2 when separator is (byte)'/' or (byte)'-' or (byte)'.' => TwoDigits(text, separator, out ticks, out length),
            8 when separator is (byte)'-' or (byte)' ' or (byte)'T' => Compact(text, out ticks, out length),
            6 when separator == ' ' && Numbers(text, 7, 6) >= 0 => Digits(text, out ticks, out length),
            10 when separator is (byte)' ' or (byte)'.' or (byte)'|' => Epoch(text, out ticks, out length),
            _ => false,
        };
    }

    private static bool YearFirst(ReadOnlySpan<byte> text, byte separator, out long ticks, out int length)
    {
        (ticks, length) = (0, 0);
        if (text.Length < 19 || text[7] != separator || text[10] is not ((byte)' ' or (byte)'T' or (byte)'-' or (byte)'_'))
            return false;
        return Clock(text, 11, out long clock, out length) && Date(Four(text, 0), Pair(text, 5), Pair(text, 8), clock, out ticks)
            && Zone(text, ref length, ref ticks);
    }

    private static bool TwoDigits(ReadOnlySpan<byte> text, byte separator, out long ticks, out int length)
    {
        (ticks, length) = (0, 0);
        int first = Pair(text, 0);
        if (text.Length > 20 && separator == '/' && Month(text[3..]) is var month and > 0) // 17/May/2015:10:05:03 +0000
        {
            return text[6] == '/' && text[11] is (byte)':' or (byte)' ' && Clock(text, 12, out long clock, out length)
                && Date(Four(text, 7), month, first, clock, out ticks) && Zone(text, ref length, ref ticks);
        }

        if (text.Length >= 17 && text[5] == separator && text[8] == ' ') // 17/06/09 20:10:40
            return Clock(text, 9, out long clock, out length) && Date(2000 + first, Pair(text, 3), Pair(text, 6), clock, out ticks);
        return text.Length >= 14 && text[5] == ' ' && Clock(text, 6, out long time, out length) && Date(1, first, Pair(text, 3), time, out ticks); // 03-17 16:13:38.811
    }

    private static bool Compact(ReadOnlySpan<byte> text, out long ticks, out int length) // 20171223-22:15:29:606
    {
        (ticks, length) = (0, 0);
        return text.Length >= 17 && Clock(text, 9, out long clock, out length)
            && Date(Four(text, 0), Pair(text, 4), Pair(text, 6), clock, out ticks);
    }

    private static bool Digits(ReadOnlySpan<byte> text, out long ticks, out int length) // 081109 203615
    {
        (ticks, length) = (0, 13);
        int hour = Pair(text, 7), minute = Pair(text, 9), second = Pair(text, 11);
        return hour < 24 && minute < 60 && second < 61 && (text.Length == 13 || text[13] == ' ')
            && Date(2000 + Pair(text, 0), Pair(text, 2), Pair(text, 4), ((hour * 60L) + minute) * 60 * TimeSpan.TicksPerSecond + second * TimeSpan.TicksPerSecond, out ticks);
    }

    private static bool Named(ReadOnlySpan<byte> text, out long ticks, out int length) // [Sun ]Dec 4 04:47:44[ 2005]
    {
        (ticks, length) = (0, 0);
        int at = 0;
        int month = Month(text);
        if (month == 0)
        {
            if (text.Length < 20 || text[3] != ' ' || (month = Month(text[4..])) == 0)
                return false;
            at = 4;
        }

        at += 3;
        while (at < text.Length && text[at] == ' ')
            at++;
        int digits = at + 1 < text.Length && (uint)(text[at + 1] - '0') <= 9 ? 2 : 1;
        int day = Numbers(text, at, digits);
        at += digits;
        if (day < 0 || at >= text.Length || text[at] != ' ' || !Clock(text, at + 1, out long clock, out length))
            return false;
        int year = 1;
        if (length + 5 <= text.Length && text[length] == ' ' && Four(text, length + 1) is var given and > 1900 and < 2200)
        {
            year = given;
            length += 5;
        }

        return Date(year, month, day, clock, out ticks);
    }

    private static bool Epoch(ReadOnlySpan<byte> text, out long ticks, out int length)
    {
        length = 10;
        int high = Numbers(text, 0, 5);
        long seconds = (high * 100_000L) + Numbers(text, 5, 5);
        ticks = DateTime.UnixEpoch.Ticks + (seconds * TimeSpan.TicksPerSecond);
        return seconds is > 800_000_000 and < 4_000_000_000;
    }

    /// <summary>Reads <c>hh:mm:ss</c> with a fraction behind a point, a comma or a colon; <c>hh.mm.ss</c> too.</summary>
    private static bool Clock(ReadOnlySpan<byte> text, int from, out long ticks, out int end)
    {
        ticks = 0;
        end = from + 8;
        if (text.Length < end || text[from + 2] is not ((byte)':' or (byte)'.') || text[from + 5] != text[from + 2])
            return false;
        int hour = Pair(text, from), minute = Pair(text, from + 3), second = Pair(text, from + 6);
        if ((uint)hour > 23 || (uint)minute > 59 || (uint)second > 60)
            return false;
        ticks = ((((hour * 60L) + minute) * 60) + second) * TimeSpan.TicksPerSecond;
        if (end + 1 < text.Length && text[end] is (byte)'.' or (byte)',' or (byte)':' && (uint)(text[end + 1] - '0') <= 9)
        {
            int first = ++end, fraction = 0;
            for (; end < text.Length && (uint)(text[end] - '0') <= 9; end++)
            {
                if (end - first < 7)
                    fraction = (fraction * 10) + text[end] - '0';
            }

            ticks += fraction * Units[Math.Min(end - first, 7)];
        }

        return true;
    }

    private static bool Zone(ReadOnlySpan<byte> text, ref int length, ref long ticks)
    {
        if (length < text.Length && text[length] == 'Z')
        {
            length++;
            return true;
        }

        int at = length < text.Length && text[length] == ' ' ? length + 1 : length;
        if (at + 5 > text.Length || text[at] is not ((byte)'+' or (byte)'-'))
            return true;
        int hours = Pair(text, at + 1);
        int colon = text[at + 3] == ':' ? 1 : 0;
        int minutes = at + 5 + colon <= text.Length ? Pair(text, at + 3 + colon) : -1;
        if (hours is < 0 or > 15 || minutes is < 0 or > 59)
            return true;
        long offset = ((hours * 60L) + minutes) * TimeSpan.TicksPerMinute;
        ticks = Math.Max(0, text[at] == '+' ? ticks - offset : ticks + offset);
        length = at + 5 + colon;
        return true;
    }

    private static bool Date(int year, int month, int day, long clock, out long ticks)
    {
        ticks = 0;
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            if (!(year == 1 && month == 2 && day == 29))
                return false;
            day = 28;
        }

        ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks + clock;
        return true;
    }

    private static int Month(ReadOnlySpan<byte> text) => text.Length < 4 ? 0 : ((text[0] << 16) | (text[1] << 8) | text[2]) switch
    {
        ('J' << 16) | ('a' << 8) | 'n' => 1,
        ('F' << 16) | ('e' << 8) | 'b' => 2,
        ('M' << 16) | ('a' << 8) | 'r' => 3,
        ('A' << 16) | ('p' << 8) | 'r' => 4,
        ('M' << 16) | ('a' << 8) | 'y' => 5,
        ('J' << 16) | ('u' << 8) | 'n' => 6,
        ('J' << 16) | ('u' << 8) | 'l' => 7,
        ('A' << 16) | ('u' << 8) | 'g' => 8,
        ('S' << 16) | ('e' << 8) | 'p' => 9,
        ('O' << 16) | ('c' << 8) | 't' => 10,
        ('N' << 16) | ('o' << 8) | 'v' => 11,
        ('D' << 16) | ('e' << 8) | 'c' => 12,
        _ => 0,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Pair(ReadOnlySpan<byte> text, int from)
    {
        if ((uint)from + 1 >= (uint)text.Length)
            return -1;
        uint tens = (uint)(text[from] - '0'), ones = (uint)(text[from + 1] - '0');
        return tens <= 9 && ones <= 9 ? (int)((tens * 10) + ones) : -1;
    }

    private static int Four(ReadOnlySpan<byte> text, int from)
    {
        int high = Pair(text, from), low = Pair(text, from + 2);
        return high < 0 || low < 0 ? -1 : (high * 100) + low;
    }

    private static int Numbers(ReadOnlySpan<byte> text, int from, int count)
    {
        int number = 0;
        if (from + count > text.Length)
            return -1;
        for (int i = from; i < from + count; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit > 9)
                return -1;
            number = (number * 10) + (int)digit;
        }

        return number;
    }
}
