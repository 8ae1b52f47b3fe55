using System.Buffers.Text;

namespace Prunella.Telemetry.Otlp;

/// <summary>The text of a value of any kind; of lists and maps nothing.</summary>
internal static class AnyText
{
    /// <param name="any">The message <c>AnyValue</c>.</param>
    /// <param name="scratch">Where a number is written to; at least 32 bytes.</param>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> any, Span<byte> scratch)
    {
        var fields = new WireReader(any);
        while (fields.Next())
        {
            int written;
            switch (fields.Field)
            {
                case 1 or 7:
                    return fields.Bytes;
                case 2:
                    return fields.Number != 0 ? "true"u8 : "false"u8;
                case 3:
                    return Utf8Formatter.TryFormat((long)fields.Number, scratch, out written) ? scratch[..written] : default;
                case 4:
                    return Utf8Formatter.TryFormat(BitConverter.UInt64BitsToDouble(fields.Number), scratch, out written) ? scratch[..written] : default;
                default:
                    break;
            }
        }

        return default;
    }
}
