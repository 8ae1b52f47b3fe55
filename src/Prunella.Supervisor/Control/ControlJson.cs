using System.Text.Json;
using System.Text.Json.Serialization;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Metrics;
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
        typeof(KebabCase<IncidentOutcome>), typeof(KebabCase<IncidentState>), typeof(KebabCase<RecoveryTier>), typeof(KebabCase<SeriesKind>),
    ])]
[JsonSerializable(typeof(AgentRequest))]
[JsonSerializable(typeof(AgentReply))]
[JsonSerializable(typeof(AgentStatus))]
[JsonSerializable(typeof(IncidentView))]
[JsonSerializable(typeof(IReadOnlyList<IncidentView>))]
[JsonSerializable(typeof(IReadOnlyList<TierMode>))]
[JsonSerializable(typeof(FindingView))]
[JsonSerializable(typeof(IReadOnlyList<FindingView>))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(SeriesView))]
[JsonSerializable(typeof(MetricsReply))]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class ControlJson : JsonSerializerContext
{
    private sealed class KebabCase<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
        where TEnum : struct, Enum;

    // Of the entry, not of the fact: a type with kinds of its own takes no other converter.
    private sealed class EntryConverter : JsonConverter<JournalEntry>
    {
        public override JournalEntry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            JsonElement entry = document.RootElement;
            try
            {
                return JournalJson.TryRead(JsonSerializer.SerializeToUtf8Bytes(entry.GetProperty("event"u8), Default.JsonElement), out JournalEvent? fact)
                    ? new JournalEntry(
                        entry.GetProperty("sequence"u8).GetInt64(), entry.GetProperty("time"u8).GetDateTimeOffset(), entry.GetProperty("source"u8).GetString() ?? "", fact)
                    : throw new JsonException("not a fact");
            }
            catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new JsonException("not an entry", error);
            }
        }

        public override void Write(Utf8JsonWriter writer, JournalEntry value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteNumber("sequence"u8, value.Sequence);
            writer.WriteString("time"u8, value.Time);
            writer.WriteString("source"u8, value.Source);
            writer.WritePropertyName("event"u8);
            JournalJson.Write(writer, value.Event);
            writer.WriteEndObject();
        }
    }
}
