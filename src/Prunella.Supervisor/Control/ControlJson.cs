using System.Text.Json;
using System.Text.Json.Serialization;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Supervisor.Control;

/// <summary>The JSON of requests, replies and <c>--json</c>: names in camelCase, enumerations in lower case with hyphens, durations as <c>[d.]hh:mm:ss[.fffffff]</c>, facts as in the journal's files.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters =
    [
        typeof(FactConverter), typeof(KebabCase<ActionVerdict>), typeof(KebabCase<HealingMode>), typeof(KebabCase<HealthState>),
        typeof(KebabCase<IncidentOutcome>), typeof(KebabCase<IncidentState>), typeof(KebabCase<RecoveryTier>),
    ])]
[JsonSerializable(typeof(AgentRequest))]
[JsonSerializable(typeof(AgentReply))]
[JsonSerializable(typeof(AgentStatus))]
[JsonSerializable(typeof(IncidentView))]
[JsonSerializable(typeof(IReadOnlyList<IncidentView>))]
[JsonSerializable(typeof(IReadOnlyList<TierMode>))]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class ControlJson : JsonSerializerContext
{
    private sealed class KebabCase<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
        where TEnum : struct, Enum;

    private sealed class FactConverter : JsonConverter<JournalEvent>
    {
        public override JournalEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return JournalJson.TryRead(JsonSerializer.SerializeToUtf8Bytes(document.RootElement, Default.JsonElement), out JournalEvent? fact)
                ? fact
                : throw new JsonException("not a fact");
        }

        public override void Write(Utf8JsonWriter writer, JournalEvent value, JsonSerializerOptions options) => JournalJson.Write(writer, value);
    }
}
