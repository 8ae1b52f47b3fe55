using System.Net;
using Prunella.Supervisor;
using static Prunella.Cli.Manifest.ManifestScope;

namespace Prunella.Cli.Manifest;

/// <summary>Reads what a manifest says of telemetry.</summary>
internal sealed class TelemetryReader(ManifestScope scope)
{
    /// <summary>The text that asks for a port of the system's choice.</summary>
    public const string Auto = "auto";

    private const string Root = "telemetry";
    private static readonly string[] Ways = ["attach", "open"];

    public TelemetryPlan? Read(YamlValue value)
    {
        if (scope.Keys(value, Root, ["otlp", "token", "incidents"]) is not { } keys)
            return null;
        return new TelemetryPlan
        {
            Otlp = keys.TryGetValue("otlp", out YamlValue? otlp) ? Address(otlp) : null,
            Token = keys.TryGetValue("token", out YamlValue? token) ? Secret(token) : null,
            OpensIncidents = keys.TryGetValue("incidents", out YamlValue? incidents) && Opens(incidents),
        };
    }

    private IPEndPoint? Address(YamlValue value)
    {
        string path = Join(Root, "otlp");
        if (scope.Text(value, path) is not { } text)
            return null;
        if (text == Auto)
            return new IPEndPoint(IPAddress.Loopback, 0);
        if (ListenAddress.TryParse(text, out ListenAddress? address))
            return address.EndPoint;
        scope.Fault(value.At, path, $"'{text}' is not an address, as 4318, 127.0.0.1:4318 or auto.");
        return null;
    }

    private string? Secret(YamlValue value)
    {
        string path = Join(Root, "token");
        if (value is YamlValue.Text { IsNull: false } text && !text.Value.Contains("${", StringComparison.Ordinal))
            scope.Fault(value.At, path, "a token does not belong into this file: write ${NAME} and set the variable.");
        return scope.Text(value, path);
    }

    private bool Opens(YamlValue value)
    {
        string path = Join(Root, "incidents");
        if (scope.Text(value, path) is not { } text)
            return false;
        if (!Ways.Contains(text, StringComparer.Ordinal))
            scope.Fault(value.At, path, $"'{text}' is neither attach nor open.{Suggestion.For(text, Ways)}");
        return text == "open";
    }
}
