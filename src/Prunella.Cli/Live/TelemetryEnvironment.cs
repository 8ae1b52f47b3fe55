using Prunella.Supervisor;

namespace Prunella.Cli.Live;

/// <summary>Tells the services of a plan where to send their telemetry, by the variables that every SDK of OpenTelemetry reads.</summary>
internal static class TelemetryEnvironment
{
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT", Protocol = "OTEL_EXPORTER_OTLP_PROTOCOL", Headers = "OTEL_EXPORTER_OTLP_HEADERS", ServiceName = "OTEL_SERVICE_NAME";

    /// <param name="plan">The plan.</param>
    /// <param name="address">Where OTLP is taken.</param>
    /// <param name="token">What must be borne; null for nothing.</param>
    /// <param name="environment">The variables that the services have anyway.</param>
    /// <returns>The plan whose services have them. One that is given an address of its own keeps all that it has.</returns>
    public static SupervisionPlan Equip(SupervisionPlan plan, Uri address, string? token, Func<string, string?> environment) => plan with
    {
        Services = [.. plan.Services.Select(service => Equip(service, address, token, environment))],
    };

    private static ServicePlan Equip(ServicePlan service, Uri address, string? token, Func<string, string?> environment)
    {
        if (service.Environment.ContainsKey(Endpoint) || environment(Endpoint) is { Length: > 0 })
            return service;
        var variables = new Dictionary<string, string>(service.Environment, StringComparer.Ordinal) { [Endpoint] = address.ToString().TrimEnd('/') };
        _ = variables.TryAdd(Protocol, "http/protobuf");
        if (environment(ServiceName) is not { Length: > 0 })
            _ = variables.TryAdd(ServiceName, service.Name.Value);
        if (token is not null)
            _ = variables.TryAdd(Headers, $"Authorization=Bearer%20{Uri.EscapeDataString(token)}");
        return service with { Environment = variables };
    }
}
