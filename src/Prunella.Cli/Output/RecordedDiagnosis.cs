using System.Text.Json.Serialization;
using Prunella.Health;

namespace Prunella.Cli.Output;

/// <summary>One line of <c>prunella diagnose --json</c>.</summary>
internal sealed record RecordedDiagnosis(string? Case, string Reason, IReadOnlyList<Suspect> Suspects)
{
    public static RecordedDiagnosis Of(string name, Diagnosis diagnosis) => new(name.Length > 0 ? name : null, diagnosis.Reason, diagnosis.Suspects);
}

/// <summary>Generated serialisation of <see cref="RecordedDiagnosis"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RecordedDiagnosis))]
internal sealed partial class DiagnosisJson : JsonSerializerContext;
