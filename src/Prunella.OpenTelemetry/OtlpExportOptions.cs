namespace Prunella.OpenTelemetry;

/// <summary>Where metrics are sent, and which. Section <c>Prunella:Otlp</c>.</summary>
public sealed record OtlpExportOptions
{
    /// <summary>The collector's address for metrics, by HTTP with protobuf. Default <c>http://127.0.0.1:4318/v1/metrics</c>.</summary>
    public Uri Endpoint { get; set; } = new("http://127.0.0.1:4318/v1/metrics");

    /// <summary>The time from one sending to the next. Default 60 s; 1 s to 1 h.</summary>
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one sending may take. Default 10 s; 100 ms to <see cref="Period"/>.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The name of the service in what is sent. Default that of the process.</summary>
    public string ServiceName { get; set; } = System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name ?? "unknown";

    /// <summary>Names of meters to send; a <c>*</c> stands for anything. Default: all.</summary>
    public IList<string> Meters { get; } = [];

    /// <summary>Header lines of each sending, as a collector's key. Default none.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>();
}
