using System.Text.Json.Serialization;

namespace Prunella.Recovery;

/// <summary>An incident as a file for people and tools.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Incident))]
internal sealed partial class RecoveryJson : JsonSerializerContext;
