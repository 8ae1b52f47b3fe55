using System.Collections.Immutable;

namespace Prunella.Telemetry.Records;

/// <summary>How a log is written, learnt from its beginning. Immutable: readers on several threads may share it.</summary>
public sealed class LogFormat
{
    /// <summary>Bytes of a log's beginning that are enough to learn its format.</summary>
    public const int HeadBytes = 1 << 20;

    internal LogFormat(bool isJson, ImmutableArray<HeaderLayout> layouts)
    {
        IsJson = isJson;
        Layouts = layouts;
    }

    /// <summary>Most lines are objects of JSON.</summary>
    public bool IsJson { get; }

    /// <summary>Most lines have the header of RFC 5424.</summary>
    internal bool IsSyslog { get; init; }

    internal ImmutableArray<HeaderLayout> Layouts { get; }

    /// <summary>What was learnt, for people.</summary>
    public string Description => IsJson ? "JSON lines"
        : IsSyslog ? "syslog (RFC 5424)"
        : Layouts.IsEmpty ? "text, one record a line"
        : string.Join(" or ", Layouts.Select(static layout => layout.WordsBeforeTime < 0 ? "console text"
            : "text with time" + (layout.WordsBeforeLevel < 0 ? "" : ", level") + (layout.Units.IsEmpty ? "" : " and source")).Distinct());

    /// <summary>Whether a record begins with this line, whatever stood before it.</summary>
    /// <param name="line">Without its line end.</param>
    public bool Begins(ReadOnlySpan<byte> line)
    {
        if (IsJson)
            return line.Length > 0;
        if (IsSyslog)
            return SyslogHeader.TryRead(line, out _);
        if (Layouts.IsEmpty)
            return !Line.LooksContinued(line);
        foreach (HeaderLayout layout in Layouts)
        {
            if (layout.TryRead(line, out _))
                return true;
        }

        return false;
    }

    /// <summary>Learns the format.</summary>
    /// <param name="head">The beginning of the log, <see cref="HeadBytes"/> or all of it; UTF-8.</param>
    public static LogFormat Learn(ReadOnlySpan<byte> head) => FormatLearner.Learn(head);
}
