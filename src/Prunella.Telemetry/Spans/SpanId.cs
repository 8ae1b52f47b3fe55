using System.Globalization;

namespace Prunella.Telemetry.Spans;

/// <summary>Identifier of a span, 8 bytes. The default, all zeros, is none.</summary>
/// <param name="Value">The bytes, the first as the highest.</param>
public readonly record struct SpanId(ulong Value)
{
    /// <summary>Whether it names no span.</summary>
    public bool IsNone => Value == 0;

    /// <summary>Reads up to 16 hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> hex, out SpanId id)
    {
        bool read = ulong.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value);
        id = new SpanId(read ? value : default);
        return read;
    }

    /// <summary>16 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}
