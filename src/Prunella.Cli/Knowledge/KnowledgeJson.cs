using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prunella.Cli.Knowledge;

/// <summary>The JSON of <c>patterns --json</c> and <c>why --json</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
[JsonSerializable(typeof(LookupReply))]
[JsonSerializable(typeof(WhyReply))]
[JsonSerializable(typeof(StatsReply))]
internal sealed partial class KnowledgeJson : JsonSerializerContext
{
    public static KnowledgeJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters =
        {
            new JsonStringEnumConverter<Patterns.Known.LookupTier>(JsonNamingPolicy.CamelCase), new JsonStringEnumConverter<Patterns.Recall.RecallTier>(JsonNamingPolicy.CamelCase),
        },
    });
}
