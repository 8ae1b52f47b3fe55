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

    internal ImmutableArray<HeaderLayout> Layouts { get; }

    /// <summary>What was learnt, for people.</summary>
    public string Description => IsJson ? "JSON lines"
        : Layouts.IsEmpty ? "text, one record a line"
        : string.Join(" or ", Layouts.Select(static layout => layout.WordsBeforeTime < 0 ? "console text"
            : "text with time" + (layout.WordsBeforeLevel < 0 ? "" : ", level") + (layout.Units.IsEmpty ? "" : " and source")).Distinct());

    /// <summary>Learns the format.</summary>
    /// <param name="head">The beginning of the log, <see cref="HeadBytes"/> or all of it; UTF-8.</param>
    public static LogFormat Learn(ReadOnlySpan<byte> head) => FormatLearner.Learn(head);
}
