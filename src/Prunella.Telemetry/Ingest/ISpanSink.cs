using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Ingest;

/// <summary>Takes the spans that a reader finds.</summary>
public interface ISpanSink
{
    /// <summary>Takes one span.</summary>
    void Accept(Span span);
}
