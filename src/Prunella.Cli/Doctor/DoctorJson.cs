using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prunella.Cli.Doctor;

/// <summary>The JSON of <c>doctor --json</c>.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<CheckResult>))]
internal sealed partial class DoctorJson : JsonSerializerContext
{
    /// <summary>With text unescaped, as in all output of the tool.</summary>
    public static DoctorJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
