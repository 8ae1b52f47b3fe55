using System.Text.Json.Serialization;
using Prunella.Journal;

namespace Prunella.Recovery;

/// <summary>An incident as a file for people and tools.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Incident))]
internal sealed partial class RecoveryJson : JsonSerializerContext;

/// <summary>Facts of the journal, one a line.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class RecoveryLineJson : JsonSerializerContext;
