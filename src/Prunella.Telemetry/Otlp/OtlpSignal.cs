namespace Prunella.Telemetry.Otlp;

/// <summary>What a request of OTLP carries; each has an address of its own.</summary>
public enum OtlpSignal
{
    /// <summary>Spans: <c>/v1/traces</c>.</summary>
    Traces,

    /// <summary>Log records: <c>/v1/logs</c>.</summary>
    Logs,

    /// <summary>Points of metrics: <c>/v1/metrics</c>.</summary>
    Metrics,
}
