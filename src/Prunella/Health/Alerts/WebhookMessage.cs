using System.Text.Json.Serialization;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>What a webhook is sent. Names and meanings are a promise to whoever receives it.</summary>
internal sealed record WebhookMessage(
    AlertKind Kind, string Component, HealthState Severity, string Title, string Reason, DateTimeOffset At, int Affected, int Times, IReadOnlyList<string> Evidence,
    IReadOnlyList<WebhookCause> Causes)
{
    public static WebhookMessage Of(Alert alert) => new(
        alert.Kind, alert.Component.Value, alert.Severity, alert.Title, alert.Reason, alert.At, alert.Affected, alert.Times, alert.Evidence,
        [.. alert.Causes.Select(static cause => new WebhookCause(cause.Component, cause.Confidence, cause.Evidence))]);
}

/// <summary>A likely cause, as a webhook is told of it.</summary>
internal sealed record WebhookCause(string Component, double Confidence, IReadOnlyList<string> Evidence);

/// <summary>Generated serialisation of <see cref="WebhookMessage"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(AlertKindWords), typeof(StateWords)])]
[JsonSerializable(typeof(WebhookMessage))]
internal sealed partial class WebhookJson : JsonSerializerContext;

internal sealed class AlertKindWords() : JsonStringEnumConverter<AlertKind>(System.Text.Json.JsonNamingPolicy.CamelCase);

internal sealed class StateWords() : JsonStringEnumConverter<HealthState>(System.Text.Json.JsonNamingPolicy.CamelCase);
