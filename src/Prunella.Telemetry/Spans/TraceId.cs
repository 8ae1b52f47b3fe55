using System.Globalization;

namespace Prunella.Telemetry.Spans;

/// <summary>Identifier of a trace, 16 bytes. The default, all zeros, is none.</summary>
/// <param name="Value">The bytes, the first as the highest.</param>
public readonly record struct TraceId(UInt128 Value)
{
    /// <summary>Whether it names no trace.</summary>
    public bool IsNone => Value == UInt128.Zero;

    /// <summary>Reads up to 32 hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> hex, out TraceId id)
    {
        bool read = UInt128.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 value);
        id = new TraceId(read ? value : default);
        return read;
    }

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
