using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Output;

/// <summary>Writes what <c>--json</c> promises: the types of <see cref="Prunella.Supervisor.Control"/>, text unescaped.</summary>
internal static class JsonOutput
{
    private static readonly ControlJson Indented = With(indented: true);
    private static readonly ControlJson Single = With(indented: false);

    /// <summary>A whole document.</summary>
    public static void Write<T>(TextWriter output, T value) => WriteWith(output, value, Indented);

    /// <summary>One line of a stream.</summary>
    public static void WriteLine<T>(TextWriter output, T value) => WriteWith(output, value, Single);

    private static void WriteWith<T>(TextWriter output, T value, ControlJson context)
    {
        output.WriteLine(JsonSerializer.Serialize(value, (JsonTypeInfo<T>)context.GetTypeInfo(typeof(T))!));
        output.Flush();
    }

    private static ControlJson With(bool indented) => new(new JsonSerializerOptions(ControlJson.Default.Options)
    {
        WriteIndented = indented,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
