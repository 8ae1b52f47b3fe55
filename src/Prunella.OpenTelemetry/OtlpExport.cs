using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Prunella.OpenTelemetry;

/// <summary>Sends metrics for as long as the host runs, and once more when it stops.</summary>
internal sealed class OtlpExport(IOptions<OtlpExportOptions> options) : IHostedService, IDisposable
{
    private MeterProvider? _provider;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        OtlpExportOptions chosen = options.Value;
        string[] meters = chosen.Meters.Count == 0 ? ["*"] : [.. chosen.Meters];
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService(chosen.ServiceName))
            .AddMeter(meters)
            .AddOtlpExporter((exporter, reader) =>
            {
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Endpoint = chosen.Endpoint;
                exporter.TimeoutMilliseconds = (int)chosen.Timeout.TotalMilliseconds;
                exporter.Headers = string.Join(',', chosen.Headers.Select(static header => $"{header.Key}={Uri.EscapeDataString(header.Value)}"));
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)chosen.Period.TotalMilliseconds;
                reader.PeriodicExportingMetricReaderOptions.ExportTimeoutMilliseconds = (int)chosen.Timeout.TotalMilliseconds;
            })
            .Build();
        return Task.CompletedTask;
    }

    // Shutting down sends what is left, which may take as long as a sending: not on the host's thread.
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.Run(() => _provider?.Shutdown((int)options.Value.Timeout.TotalMilliseconds), CancellationToken.None).WaitAsync(cancellationToken);

    public void Dispose() => _provider?.Dispose();
}
