using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prunella.Cli.Series;

/// <summary>The JSON of <c>forecast --json</c> and <c>detect --json</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ForecastReply))]
[JsonSerializable(typeof(IReadOnlyList<Finding>))]
internal sealed partial class SeriesJson : JsonSerializerContext
{
    public static SeriesJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
