namespace Prunella.Telemetry.Otlp;

/// <summary>Takes the spans that an <see cref="OtlpReader"/> finds.</summary>
public interface IOtlpSink
{
    /// <summary>Takes one span. Its bytes are gone after the call.</summary>
    void Accept(in OtlpSpan span);
}
