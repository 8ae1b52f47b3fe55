using System.Text.Json;
using Prunella.Telemetry.Otlp;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.SpanFiles;

/// <summary>Reads spans from files: OTLP in protobuf or JSON (also a message on each line), Jaeger's and Zipkin's JSON. The content tells the format.</summary>
public static class SpanFile
{
    /// <summary>The longest file that is read as JSON at once, in bytes.</summary>
    public const int MaxBytes = 256 << 20;

    private const int MaxDepth = 64;

    /// <summary>Reads a file.</summary>
    /// <param name="content">All its bytes.</param>
    /// <param name="accept">Takes the spans.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="InvalidDataException">It is none of these formats, too long, too deep or damaged; the message says what. Spans before the damage have been handed over.</exception>
    public static long Read(ReadOnlySpan<byte> content, Action<Span> accept)
    {
        ArgumentNullException.ThrowIfNull(accept);
        ReadOnlySpan<byte> rest = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        ReadOnlySpan<byte> text = rest.TrimStart(" \r\n\t"u8);
        if (text.IsEmpty)
            return 0;
        return text[0] is (byte)'{' or (byte)'[' ? ReadJson(text, accept) : OtlpReader.ReadTraces(rest, new SpanCollector(accept));
    }

    private static long ReadJson(ReadOnlySpan<byte> text, Action<Span> accept)
    {
        if (text.Length > MaxBytes)
            throw new InvalidDataException($"The file has {text.Length} bytes; at most {MaxBytes} are read as JSON. Split it by lines.");
        long count = 0;
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip });
        try
        {
            while (reader.Read())
            {
                using JsonDocument document = JsonDocument.ParseValue(ref reader);
                foreach (Span span in JsonSpans.Of(document.RootElement))
                {
                    accept(span);
                    count++;
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"No spans can be read from this JSON after the first {count}: {error.Message}", error);
        }

        return count;
    }
}
