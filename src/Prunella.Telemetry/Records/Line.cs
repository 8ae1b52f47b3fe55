using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Microsoft.Extensions.Logging;

namespace Prunella.Telemetry.Records;

/// <summary>Walks along the head of a line.</summary>
internal static class Line
{
    /// <summary>The first byte from <paramref name="at"/> on that parts no words of a header.</summary>
    public static int SkipSeparators(ReadOnlySpan<byte> line, int at)
    {
        while (at < line.Length && line[at] is (byte)' ' or (byte)'|' or (byte)',' or (byte)'\t')
            at++;
        return at;
    }

    /// <summary>Where the word ends that begins at <paramref name="at"/>.</summary>
    public static int EndOfWord(ReadOnlySpan<byte> line, int at)
    {
        for (; line.Length - at >= Vector256<byte>.Count; at += Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(line), (nuint)at);
            uint ends = (Vector256.Equals(bytes, Vector256.Create((byte)' ')) | Vector256.Equals(bytes, Vector256.Create((byte)'|')) | Vector256.Equals(bytes, Vector256.Create((byte)'\t'))).ExtractMostSignificantBits();
            if (ends != 0)
                return at + BitOperations.TrailingZeroCount(ends);
        }

        while (at < line.Length && line[at] is not ((byte)' ' or (byte)'|' or (byte)'\t'))
            at++;
        return at;
    }

    /// <summary>Reads a level that begins at <paramref name="at"/>, in brackets or not.</summary>
    /// <returns>Where it ends, brackets and colon included; −1 if there is none.</returns>
    public static int Level(ReadOnlySpan<byte> line, int at, out LogLevel level)
    {
        level = LogLevel.None;
        if (at < line.Length && line[at] is (byte)'[' or (byte)'<' or (byte)'(')
            at++;
        int end = at;
        while (end < line.Length && end < at + 14 && (uint)((line[end] | 0x20) - 'a') <= 25)
            end++;
        if (end < line.Length && line[end] is not ((byte)' ' or (byte)']' or (byte)')' or (byte)'>' or (byte)':' or (byte)'|' or (byte)',' or (byte)'/'))
            return -1;
        level = LevelText.Of(line[at..end]);
        if (level == LogLevel.None)
            return -1;
        while (end < line.Length && line[end] is (byte)']' or (byte)')' or (byte)'>' or (byte)':' or (byte)'/')
            end++;
        return end;
    }

    /// <summary>Reads a time that begins at <paramref name="at"/>, in brackets or not.</summary>
    /// <returns>Where it ends; −1 if there is none.</returns>
    public static int Time(ReadOnlySpan<byte> line, int at, out long ticks)
    {
        ticks = 0;
        if (at < line.Length && line[at] == '[')
            at++;
        if (at >= line.Length || !TimeText.TryRead(line[at..], out ticks, out int length))
            return -1;
        at += length;
        return at < line.Length && line[at] is (byte)']' or (byte)':' ? at + 1 : at;
    }

    /// <summary>Reads the priority of syslog that a line begins with, as <c>&lt;34&gt;</c>.</summary>
    /// <returns>Where it ends; 0 if there is none.</returns>
    public static int Priority(ReadOnlySpan<byte> line, out LogLevel level)
    {
        level = LogLevel.None;
        if (line.Length < 4 || line[0] != '<')
            return 0;
        int at = 1, priority = 0;
        for (; at < 4 && (uint)(line[at] - '0') <= 9; at++)
            priority = (priority * 10) + line[at] - '0';
        if (at == 1 || at >= line.Length || line[at] != '>' || priority > 191)
            return 0;
        level = LevelText.OfPriority(priority);
        return at + 1;
    }

    /// <summary>Tells forms of times apart: the bracket before, how many digits come first, what follows them.</summary>
    public static int TimeShape(ReadOnlySpan<byte> line, int at)
    {
        int shape = 0;
        if (at < line.Length && line[at] == '[')
        {
            shape = 1 << 16;
            at++;
        }

        int first = at;
        while (at < line.Length && (uint)(line[at] - '0') <= 9 && at < first + 14)
            at++;
        return shape | (at - first) << 8 | (at == first || at == line.Length ? 0 : line[at]);
    }

    /// <summary>Whether a line goes on with the record before it, by its looks: indented, blank, or part of a stack trace.</summary>
    public static bool LooksContinued(ReadOnlySpan<byte> line) => line.Length == 0 || line[0] is (byte)' ' or (byte)'\t' or (byte)'\r'
        || line.StartsWith("Traceback"u8) || line.StartsWith("Caused by:"u8) || line.StartsWith("goroutine "u8) || line.StartsWith("--->"u8);
}
