using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Prunella.Kernel;

namespace Prunella.AspNetCore.Dashboard.Html;

/// <summary>Writes markup. Only what stands in the source between the holes of <c>$"…"</c> is markup; whatever fills a hole is scrubbed and escaped. There is no other way in.</summary>
/// <param name="scrubber">Takes secrets out of every text.</param>
internal sealed class HtmlWriter(IScrubber scrubber)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly ArrayBufferWriter<char> _text = new(4096);

    /// <summary>Writes markup with holes.</summary>
#pragma warning disable CA1822 // the pieces have gone to this instance by the time it is called
    public void Write([InterpolatedStringHandlerArgument("")] ref Markup markup) => _ = markup;
#pragma warning restore CA1822

    /// <summary>What was written.</summary>
    public byte[] ToUtf8()
    {
        byte[] utf8 = new byte[Encoding.UTF8.GetByteCount(_text.WrittenSpan)];
        _ = Encoding.UTF8.GetBytes(_text.WrittenSpan, utf8);
        return utf8;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.WrittenSpan.ToString();

    private void Literal(string markup) => _text.Write(markup);

    private void Text(string text)
    {
        ReadOnlySpan<char> rest = scrubber.Scrub(text);
        while (rest.Length > 0)
        {
            // An escaped character takes at most ten places.
            Span<char> room = _text.GetSpan(Math.Min(rest.Length, 1024) + 16);
            _ = Encoder.Encode(rest, room, out int read, out int written);
            _text.Advance(written);
            rest = rest[read..];
            if (read == 0 && written == 0)
                return;
        }
    }

    private void Number<T>(T number, ReadOnlySpan<char> format)
        where T : ISpanFormattable
    {
        Span<char> room = _text.GetSpan(64);
        if (number.TryFormat(room, out int written, format, CultureInfo.InvariantCulture))
            _text.Advance(written);
    }

    /// <summary>Takes the pieces of one <c>$"…"</c> in their order.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct Markup
    {
        private readonly HtmlWriter _writer;

#pragma warning disable IDE0060 // the compiler calls it so
        public Markup(int literalLength, int formattedCount, HtmlWriter writer) => _writer = writer;
#pragma warning restore IDE0060

        public void AppendLiteral(string value) => _writer.Literal(value);

        public void AppendFormatted(string? value) => _writer.Text(value ?? string.Empty);

        public void AppendFormatted(ComponentName value) => _writer.Text(value.ToString());

        public void AppendFormatted(IncidentId value) => _writer.Text(value.ToString());

        public void AppendFormatted(long value) => _writer.Number(value, default);

        public void AppendFormatted(double value) => _writer.Number(value, "0.##");

        public void AppendFormatted(double value, string format) => _writer.Number(value, format);

        public void AppendFormatted<TFragment>(TFragment value)
            where TFragment : IFragment => value.WriteTo(_writer);
    }
}
