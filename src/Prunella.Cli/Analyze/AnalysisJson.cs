using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Flows;

namespace Prunella.Cli.Analyze;

/// <summary>The JSON of <c>analyze --json</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(LogAnalysis))]
[JsonSerializable(typeof(LogComparison))]
internal sealed partial class AnalysisJson : JsonSerializerContext
{
    public static AnalysisJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter<LogLevel>(JsonNamingPolicy.KebabCaseLower), new JsonStringEnumConverter<FindingClass>(JsonNamingPolicy.KebabCaseLower),
            new JsonStringEnumConverter<FindingSeverity>(JsonNamingPolicy.KebabCaseLower), new JsonStringEnumConverter<ChangeKind>(JsonNamingPolicy.KebabCaseLower),
            new JsonStringEnumConverter<FlowDeviationKind>(JsonNamingPolicy.KebabCaseLower),
        },
    });
}
