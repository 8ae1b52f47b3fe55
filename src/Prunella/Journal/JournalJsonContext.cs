using System.Text.Json;
using System.Text.Json.Serialization;
using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>How facts are written as JSON: camelCase, enumerations in lower case with hyphens, absent values left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    Converters =
    [
        typeof(KebabCase<ActionVerdict>), typeof(KebabCase<HealingMode>), typeof(KebabCase<HealingRating>), typeof(KebabCase<HealthState>),
        typeof(KebabCase<IncidentOutcome>), typeof(KebabCase<RecoveryTier>), typeof(KebabCase<RefusalReason>),
    ])]
[JsonSerializable(typeof(JournalEvent))]
internal sealed partial class JournalJsonContext : JsonSerializerContext
{
    private sealed class KebabCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
        where T : struct, Enum;
}
