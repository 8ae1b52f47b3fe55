using System.Text.Json.Serialization;

namespace Prunella.Patterns.Actions;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FixAction))]
[JsonSerializable(typeof(BackupRecord))]
internal sealed partial class ActionJson : JsonSerializerContext;
