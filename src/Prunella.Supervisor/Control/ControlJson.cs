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
        typeof(EntryConverter), typeof(KebabCase<ActionVerdict>), typeof(KebabCase<HealingMode>), typeof(KebabCase<HealthState>),
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

    // A fact is written by the journal's own serialiser, which keeps facts of a newer version as they are. It can not be set for the fact
    // itself: a type whose kinds are told apart by a property takes no converter.
    private sealed class EntryConverter : JsonConverter<JournalEntry>
    {
        public override JournalEntry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            JsonElement entry = document.RootElement;
            if (entry.ValueKind != JsonValueKind.Object
                || !entry.TryGetProperty("sequence", out JsonElement sequence) || !sequence.TryGetInt64(out long place)
                || !entry.TryGetProperty("time", out JsonElement time) || !time.TryGetDateTimeOffset(out DateTimeOffset moment)
                || !entry.TryGetProperty("source", out JsonElement source) || source.GetString() is not { } name
                || !entry.TryGetProperty("event", out JsonElement fact)
                || !JournalJson.TryRead(JsonSerializer.SerializeToUtf8Bytes(fact, Default.JsonElement), out JournalEvent? read))
                throw new JsonException("not an entry of a journal");
            return new JournalEntry(place, moment, name, read);
        }

        public override void Write(Utf8JsonWriter writer, JournalEntry value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteNumber("sequence", value.Sequence);
            writer.WriteString("time", value.Time);
            writer.WriteString("source", value.Source);
            writer.WritePropertyName("event");
            JournalJson.Write(writer, value.Event);
            writer.WriteEndObject();
        }
    }
}
