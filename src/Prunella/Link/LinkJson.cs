using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prunella.Link;

/// <summary>How the payloads are written as JSON.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(EventPayload))]
[JsonSerializable(typeof(HealthPayload))]
[JsonSerializable(typeof(RemovedPayload))]
[JsonSerializable(typeof(EndPayload))]
internal sealed partial class LinkJson : JsonSerializerContext;
