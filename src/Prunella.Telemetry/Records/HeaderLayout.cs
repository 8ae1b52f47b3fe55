using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Prunella.Telemetry.Records;

/// <summary>How the lines of a log begin.</summary>
/// <param name="WordsBeforeTime">−1 if there is no time, but a level of the console of Microsoft.Extensions.Logging or a priority.</param>
/// <param name="TimeShape">The form of the time, by <see cref="Line.TimeShape"/>.</param>
/// <param name="WordsBeforeLevel">Between time and level; −1 if there is no level.</param>
/// <param name="Units">What stands behind both.</param>
internal sealed record HeaderLayout(int WordsBeforeTime, int TimeShape, int WordsBeforeLevel, ImmutableArray<HeaderUnit> Units)
{
    /// <summary>Reads the header of a line.</summary>
    /// <returns>Whether the line begins like this.</returns>
    public bool TryRead(ReadOnlySpan<byte> line, out Header header)
    {
        header = default;
        if (!TryReadAnchor(line, out long ticks, out LogLevel level, out int at))
            return false;
        (int Start, int End) name = default;
        foreach (HeaderUnit unit in Units)
        {
            if (!HeaderUnits.TryRead(unit, line, ref at, ref name))
                break; // the rare line without this part: what is there belongs to the message
        }

        while (at < line.Length && line[at] is (byte)' ' or (byte)'|')
            at++;
        header = new Header(ticks, level, name.Start, name.End - name.Start, at);
        return true;
    }

    /// <summary>Reads time and level; <c>at</c> is then behind both.</summary>
    public bool TryReadAnchor(ReadOnlySpan<byte> line, out long ticks, out LogLevel level, out int at)
    {
        (ticks, level, at) = (0, LogLevel.None, 0);
        if (WordsBeforeTime < 0)
            return TryReadConsole(line, out level, out at);
        at = Line.Priority(line, out level);
        for (int i = 0; i < WordsBeforeTime; i++)
            at = Line.SkipSeparators(line, Line.EndOfWord(line, at));
        if (Line.TimeShape(line, at) != TimeShape)
            return false;
        at = Line.Time(line, at, out ticks);
        if (at < 0 || WordsBeforeLevel < 0)
            return at >= 0;
        at = Line.SkipSeparators(line, at);
        for (int i = 0; i < WordsBeforeLevel; i++)
            at = Line.SkipSeparators(line, Line.EndOfWord(line, at));
        at = Line.Level(line, at, out level);
        return at >= 0;
    }

    /// <summary>Reads <c>info: </c> as the console of Microsoft.Extensions.Logging writes it, or <c>&lt;6&gt;</c>.</summary>
    private static bool TryReadConsole(ReadOnlySpan<byte> line, out LogLevel level, out int at)
    {
        level = LogLevel.None;
        at = 3;
        if (line.Length > 4 && line[0] == '<' && line[2] == '>' && (uint)(line[1] - '0') <= 7)
        {
            level = LevelText.OfPriority(line[1] - '0');
            return true;
        }

        at = 5;
        if (line.Length < 7 || line[4] != ':' || line[5] != ' ')
            return false;
        level = LevelText.Of(line[..4]);
        return level != LogLevel.None;
    }
}
