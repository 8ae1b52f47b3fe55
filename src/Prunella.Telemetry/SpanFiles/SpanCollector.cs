using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Prunella.Telemetry.Otlp;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.SpanFiles;

/// <summary>Makes spans of what an <see cref="OtlpReader"/> finds; texts that come again are shared.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class SpanCollector : IOtlpSink
{
    private const int MostBytes = 1024;
    private static readonly string[] KeptTexts = ["http.route", "http.request.method", "url.path", "exception.type", "error.type", "db.system", "db.system.name", "server.address", "peer.service", "state.from", "state.to"];
    private static readonly byte[][] KeptTextKeys = [.. KeptTexts.Select(Encoding.UTF8.GetBytes)];
    private readonly Action<Span> _accept;
    private readonly Dictionary<int, List<(byte[] Bytes, string Text)>> _texts = [];
    private int _textCount;

    /// <param name="accept">Takes the spans.</param>
    public SpanCollector(Action<Span> accept)
    {
        ArgumentNullException.ThrowIfNull(accept);
        _accept = accept;
    }

    /// <summary>Most different texts that are shared.</summary>
    internal int MostTexts { get; init; } = 65_536;

    /// <inheritdoc/>
    public void Accept(in OtlpSpan span)
    {
        string service = span.Resource.TryGetText("service.name"u8, out ReadOnlySpan<byte> name) ? TextOf(name) : "unknown";
        string? version = span.Resource.TryGetText("service.version"u8, out ReadOnlySpan<byte> number) ? TextOf(number) : null;
        ImmutableArray<KeyValuePair<string, string>>.Builder? kept = null;
        for (int i = 0; i < KeptTextKeys.Length; i++)
        {
            if (span.Attributes.TryGetText(KeptTextKeys[i], out ReadOnlySpan<byte> value))
                (kept ??= ImmutableArray.CreateBuilder<KeyValuePair<string, string>>()).Add(new(KeptTexts[i], TextOf(value)));
        }

        if (span.Attributes.TryGetNumber("http.response.status_code"u8, out long status))
            (kept ??= ImmutableArray.CreateBuilder<KeyValuePair<string, string>>()).Add(new("http.response.status_code", status.ToString(CultureInfo.InvariantCulture)));
        if (span.Attributes.TryGetNumber("server.port"u8, out long port))
            (kept ??= ImmutableArray.CreateBuilder<KeyValuePair<string, string>>()).Add(new("server.port", port.ToString(CultureInfo.InvariantCulture)));
        _accept(new Span(span.Trace, span.Id, span.Parent, service, TextOf(span.Name), span.Start, Math.Max(0, span.End - span.Start))
        {
            Kind = span.Kind,
            IsError = span.IsError || status >= 500,
            Version = version,
            Attributes = kept?.ToImmutable() ?? [],
        });
    }

    private string TextOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes)
            bytes = bytes[..MostBytes];
        var hash = new HashCode();
        hash.AddBytes(bytes);
        int key = hash.ToHashCode();
        if (!_texts.TryGetValue(key, out List<(byte[] Bytes, string Text)>? same))
        {
            if (_textCount >= MostTexts)
                return Encoding.UTF8.GetString(bytes);
            _texts.Add(key, same = []);
        }

        foreach ((byte[] known, string text) in same)
        {
            if (bytes.SequenceEqual(known))
                return text;
        }

        string made = Encoding.UTF8.GetString(bytes);
        if (_textCount < MostTexts)
        {
            _textCount++;
            same.Add((bytes.ToArray(), made));
        }

        return made;
    }
}
