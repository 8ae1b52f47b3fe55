namespace Prunella.Telemetry.Otlp;

/// <summary>Takes the points of metrics that an <see cref="OtlpReader"/> finds.</summary>
public interface IOtlpMetricSink
{
    /// <summary>Takes one point. Its bytes are gone after the call.</summary>
    void Accept(in OtlpPoint point);
}
