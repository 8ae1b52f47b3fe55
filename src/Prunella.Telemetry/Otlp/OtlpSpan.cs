using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Otlp;

/// <summary>A span as it stands in a message of OTLP. Lives as long as the call that hands it over; all texts are UTF-8.</summary>
public readonly ref struct OtlpSpan
{
    /// <summary>The trace.</summary>
    public TraceId Trace { get; init; }

    /// <summary>Its own identifier.</summary>
    public SpanId Id { get; init; }

    /// <summary>The span that it is a part of; none for the first.</summary>
    public SpanId Parent { get; init; }

    /// <summary>What the work is.</summary>
    public ReadOnlySpan<byte> Name { get; init; }

    /// <summary>When it began, in nanoseconds since 1970-01-01 UTC.</summary>
    public long Start { get; init; }

    /// <summary>When it ended; before <see cref="Start"/> where a clock was set back.</summary>
    public long End { get; init; }

    /// <summary>Its part in a call.</summary>
    public SpanKind Kind { get; init; }

    /// <summary>Whether its status says that it failed.</summary>
    public bool IsError { get; init; }

    /// <summary>Its attributes.</summary>
    public OtlpAttributes Attributes { get; init; }

    /// <summary>Attributes of the service, such as <c>service.name</c>.</summary>
    public OtlpAttributes Resource { get; init; }
}
