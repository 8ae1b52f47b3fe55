using System.Text.Json.Serialization;

namespace Prunella.Health;

/// <summary>What people have said of alerts and what must outlive the process.</summary>
/// <param name="Silences">The silences in force.</param>
/// <param name="Acknowledged">Who has taken which trouble on, by component.</param>
internal sealed record AlertState(IReadOnlyList<AlertSilence> Silences, IReadOnlyDictionary<string, string> Acknowledged)
{
    public static AlertState Empty { get; } = new([], new Dictionary<string, string>());
}

/// <summary>Generated serialisation of <see cref="AlertState"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, WriteIndented = true)]
[JsonSerializable(typeof(AlertState))]
internal sealed partial class AlertStateJson : JsonSerializerContext;
