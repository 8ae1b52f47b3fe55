using System.Buffers.Binary;
using System.Text;

namespace Prunella.Telemetry.Tests.Otlp;

/// <summary>Writes protobuf, for tests.</summary>
internal sealed class WireWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public WireWriter Number(int field, ulong value) => Varint((ulong)field << 3).Varint(value);

    public WireWriter Fixed(int field, ulong value)
    {
        Varint((ulong)field << 3 | 1);
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }

    public WireWriter Bytes(int field, params ReadOnlySpan<byte> bytes)
    {
        Varint((ulong)field << 3 | 2).Varint((ulong)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    public WireWriter Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public WireWriter Message(int field, WireWriter message) => Bytes(field, message.ToArray());

    public WireWriter Attribute(int field, string key, string value) =>
        Message(field, new WireWriter().Text(1, key).Message(2, new WireWriter().Text(1, value)));

    private WireWriter Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
        return this;
    }
}
