using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Records;

/// <summary>One record of a log: a line with its header parsed, and the lines that belong to it. Lives as long as the call that hands it over.</summary>
public readonly ref struct LogRecord
{
    /// <summary>Number of its first line, from 1.</summary>
    public long Line { get; init; }

    /// <summary>How many lines it has.</summary>
    public int Lines { get; init; }

    /// <summary>When it was written, in units of 100 ns since 0001-01-01 UTC, as <see cref="DateTime.Ticks"/>; 0 if it says no time.</summary>
    public long Ticks { get; init; }

    /// <summary>Its level; <see cref="LogLevel.None"/> if it says none.</summary>
    public LogLevel Level { get; init; }

    /// <summary>The service that it comes from; empty if it does not say, as most logs.</summary>
    public ReadOnlySpan<byte> Service { get; init; }

    /// <summary>Who wrote it: logger, tag or program; empty if it does not say.</summary>
    public ReadOnlySpan<byte> Category { get; init; }

    /// <summary>The first line of the message, without header; UTF-8.</summary>
    public ReadOnlySpan<byte> Message { get; init; }

    /// <summary>The template that the log itself names; empty if it names none.</summary>
    public ReadOnlySpan<byte> Template { get; init; }

    /// <summary>The trace that it belongs to, as it is written; empty if it names none.</summary>
    public ReadOnlySpan<byte> TraceId { get; init; }

    /// <summary>The span that it belongs to, as it is written; empty if it names none.</summary>
    public ReadOnlySpan<byte> SpanId { get; init; }

    /// <summary>Its other fields, if it is an object of JSON; at most 96.</summary>
    public ReadOnlySpan<LogField> Fields { get; init; }

    /// <summary>All its bytes, without the last line end.</summary>
    public ReadOnlySpan<byte> Text { get; init; }

    /// <summary>The last of the fields of JSON that it has, if it is nothing but fields that came in this order before.</summary>
    internal JsonStep? Path { get; init; }

    /// <summary>The places in <see cref="Text"/> of the values of all fields on the path.</summary>
    internal ReadOnlySpan<MessageValue> Places { get; init; }
}
