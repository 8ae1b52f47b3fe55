using System.Collections.Immutable;

namespace Prunella.Telemetry.Spans;

/// <summary>One piece of work in a trace. Immutable; its texts are shared among the spans of a reader.</summary>
/// <param name="Trace">The trace.</param>
/// <param name="Id">Its own identifier.</param>
/// <param name="Parent">The span that it is a part of; none for the first.</param>
/// <param name="Service">Who did the work.</param>
/// <param name="Operation">What the work was.</param>
/// <param name="Start">When it began, in nanoseconds since 1970-01-01 UTC.</param>
/// <param name="Duration">How long it took, in nanoseconds; not negative.</param>
public sealed record Span(TraceId Trace, SpanId Id, SpanId Parent, string Service, string Operation, long Start, long Duration)
{
    /// <summary>Its part in a call.</summary>
    public SpanKind Kind { get; init; }

    /// <summary>Whether it failed.</summary>
    public bool IsError { get; init; }

    /// <summary>The version of the service; null where it is not told.</summary>
    public string? Version { get; init; }

    /// <summary>Attributes that analysis uses, such as <c>http.route</c> and <c>exception.type</c>.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Attributes { get; init; } = [];

    /// <summary>When it began.</summary>
    public DateTimeOffset StartTime => DateTimeOffset.UnixEpoch.AddTicks(Start / 100);

    /// <summary>When it ended, in nanoseconds since 1970-01-01 UTC.</summary>
    public long End => Start + Duration;

    /// <summary>The value of an attribute; null where it has none.</summary>
    public string? Attribute(string key)
    {
        foreach ((string name, string value) in Attributes)
        {
            if (name == key)
                return value;
        }

        return null;
    }
}
