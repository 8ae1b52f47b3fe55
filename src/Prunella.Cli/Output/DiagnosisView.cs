using System.Text.Json.Serialization;
using Prunella.Health;

namespace Prunella.Cli.Output;

/// <summary>One line of <c>prunella diagnose --json</c>.</summary>
internal sealed record DiagnosisView(string? Case, string Reason, IReadOnlyList<Suspect> Suspects)
{
    public static DiagnosisView Of(string name, Diagnosis diagnosis) => new(name.Length > 0 ? name : null, diagnosis.Reason, diagnosis.Suspects);
}

/// <summary>Generated serialisation of <see cref="DiagnosisView"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DiagnosisView))]
internal sealed partial class DiagnosisJson : JsonSerializerContext;
