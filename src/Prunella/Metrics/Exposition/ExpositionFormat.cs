namespace Prunella.Metrics;

/// <summary>The two text formats that Prometheus reads.</summary>
public enum ExpositionFormat
{
    /// <summary>Prometheus's text format 0.0.4.</summary>
    Prometheus,

    /// <summary>OpenMetrics 1.0.0.</summary>
    OpenMetrics,
}
