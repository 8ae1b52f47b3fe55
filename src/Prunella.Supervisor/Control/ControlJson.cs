using System.Text.Json;
using System.Text.Json.Serialization;
using Prunella.Journal;

namespace Prunella.Supervisor.Control;

/// <summary>The JSON of requests, replies and <c>--json</c>: names in camelCase, enumerations by name, durations as <c>[d.]hh:mm:ss[.fffffff]</c>.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AgentRequest))]
[JsonSerializable(typeof(AgentReply))]
[JsonSerializable(typeof(AgentStatus))]
[JsonSerializable(typeof(IncidentView))]
[JsonSerializable(typeof(IReadOnlyList<IncidentView>))]
[JsonSerializable(typeof(JournalEntry))]
[JsonSerializable(typeof(AuditReport))]
[JsonSerializable(typeof(IReadOnlyList<TierMode>))]
public sealed partial class ControlJson : JsonSerializerContext;
