using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace Prunella.Telemetry.Records;

/// <summary>Finds where the lines of a log have their time and level, and which parts of the header follow in nearly all of them.</summary>
internal static class FormatLearner
{
    private const int MostLines = 10_000, MostWords = 8, MostUnits = 6, FewWords = 16;
    private const double Nearly = 0.95;
    private static readonly HeaderLayout Console = new(-1, 0, 0, []);

    public static LogFormat Learn(ReadOnlySpan<byte> head)
    {
        var lines = new List<Range>();
        int json = 0, own = 0, syslog = 0;
        bool wasOwn = false;
        var families = new Dictionary<(int Time, int Shape, int Level), List<Range>>();
        for (int at = 0; at < head.Length && lines.Count < MostLines;)
        {
            int end = head[at..].IndexOf((byte)'\n') is var length and >= 0 ? at + length : head.Length;
            Range range = at..(end > at && head[end - 1] == '\r' ? end - 1 : end);
            at = end + 1;
            ReadOnlySpan<byte> line = head[range];
            if (line.IsEmpty)
                continue;
            lines.Add(range);
            json += line[0] == '{' ? 1 : 0;
            syslog += SyslogHeader.TryRead(line, out _) ? 1 : 0;
            bool continued = Line.LooksContinued(line);
            if (wasOwn && continued)
                own--; // the name of a function, and below it, indented, where it stands: a stack trace of Go
            wasOwn = false;
            if (Anchor(line) is { } anchor)
                (families.TryGetValue(anchor, out List<Range>? list) ? list : families[anchor] = []).Add(range);
            else if (!continued)
                (own, wasOwn) = (own + 1, true);
        }

        if (json * 2 > lines.Count)
            return new LogFormat(isJson: true, []);
        if (syslog * 2 > lines.Count)
            return new LogFormat(isJson: false, []) { IsSyslog = true };
        var layouts = new List<(HeaderLayout Layout, int Count)>();
        foreach (IGrouping<(int Time, int Shape), KeyValuePair<(int Time, int Shape, int Level), List<Range>>> family in families.GroupBy(static pair => (pair.Key.Time, pair.Key.Shape)))
        {
            int all = family.Sum(static pair => pair.Value.Count);
            if (all < Math.Max(2, lines.Count / 100) && all < lines.Count)
                continue;
            // A word like "error:" at one place in some messages is no level of the log.
            List<Range> rest = [.. family.Where(pair => pair.Key.Level < 0 || pair.Value.Count * 5 < all).SelectMany(static pair => pair.Value)];
            foreach (((_, _, int level), List<Range> list) in family)
            {
                if (level >= 0 && list.Count * 5 >= all)
                    layouts.Add((Layout(head, family.Key.Time, family.Key.Shape, level, list), list.Count));
            }

            if (rest.Count * 20 >= all)
                layouts.Add((Layout(head, family.Key.Time, family.Key.Shape, -1, rest), rest.Count));
        }

        int known = layouts.Sum(static layout => layout.Count);
        if (known < own)
            layouts.Clear();
        return new LogFormat(isJson: false, [.. layouts.OrderByDescending(static l => l.Layout.WordsBeforeLevel >= 0).ThenByDescending(static l => l.Count)
            .Select(static l => l.Layout)]);
    }

    /// <summary>How many words stand before the time, its form, and how many words stand between time and level.</summary>
    private static (int Time, int Shape, int Level)? Anchor(ReadOnlySpan<byte> line)
    {
        if (Console.TryReadAnchor(line, out _, out _, out _))
            return (-1, 0, 0);
        int at = Line.Priority(line, out _), seconds = -1, secondsEnd = 0, secondsShape = 0;
        for (int word = 0; word < MostWords && at < line.Length; word++)
        {
            if (Line.Time(line, at, out _) is var end and > 0)
            {
                if (end - at != 10)
                    return (word, Line.TimeShape(line, at), Level(line, end));
                if (seconds < 0)
                    (seconds, secondsEnd, secondsShape) = (word, end, Line.TimeShape(line, at));
            }

            at = Line.SkipSeparators(line, Line.EndOfWord(line, at));
        }

        return seconds >= 0 ? (seconds, secondsShape, Level(line, secondsEnd)) : null;
    }

    private static int Level(ReadOnlySpan<byte> line, int at)
    {
        at = Line.SkipSeparators(line, at);
        for (int word = 0; word < 6 && at < line.Length; word++)
        {
            if (Line.Level(line, at, out LogLevel level) > 0 && level != LogLevel.None)
                return word;
            at = Line.SkipSeparators(line, Line.EndOfWord(line, at));
        }

        return -1;
    }

    private static HeaderLayout Layout(ReadOnlySpan<byte> head, int time, int shape, int level, List<Range> lines)
    {
        var anchor = new HeaderLayout(time, shape, level, []);
        var places = new List<(Range Line, int At)>();
        foreach (Range range in lines)
        {
            if (anchor.TryReadAnchor(head[range], out _, out _, out int at))
                places.Add((range, at));
        }

        var units = ImmutableArray.CreateBuilder<HeaderUnit>();
        while (units.Count < MostUnits && Next(head, places, units) is { } unit)
            units.Add(unit);
        return anchor with { Units = units.ToImmutable() };
    }

    /// <summary>The part that nearly all lines have next, or nothing; moves the places behind it.</summary>
    private static HeaderUnit? Next(ReadOnlySpan<byte> head, List<(Range Line, int At)> places, ImmutableArray<HeaderUnit>.Builder before)
    {
        foreach (HeaderUnit unit in Enum.GetValues<HeaderUnit>())
        {
            bool named = before.Any(static b => b is HeaderUnit.Colon or HeaderUnit.UpToDash or HeaderUnit.Category);
            if (named && unit is HeaderUnit.Colon or HeaderUnit.UpToDash or HeaderUnit.Column or HeaderUnit.Number or HeaderUnit.Category)
                continue;
            var moved = new List<(Range, int)>(places.Count);
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach ((Range range, int from) in places)
            {
                int at = from;
                (int Start, int End) name = default;
                if (!HeaderUnits.TryRead(unit, head[range], ref at, ref name))
                    continue;
                moved.Add((range, at));
                if (unit == HeaderUnit.Column && names.Count <= FewWords)
                    names.Add(System.Text.Encoding.UTF8.GetString(head[range][name.Start..name.End]));
            }

            if (moved.Count == 0 || moved.Count < Nearly * places.Count || names.Count > FewWords)
                continue;
            places.Clear();
            places.AddRange(moved);
            return unit;
        }

        return null;
    }
}
