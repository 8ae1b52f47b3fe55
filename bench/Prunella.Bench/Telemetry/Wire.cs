using System.Text;

namespace Prunella.Bench.Telemetry;

/// <summary>Writes messages of Protocol Buffers.</summary>
internal sealed class Wire
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public Wire Number(int field, ulong value) => Varint((ulong)field << 3).Varint(value);

    public Wire Fixed(int field, ulong value)
    {
        Varint((ulong)field << 3 | 1);
        _bytes.AddRange(BitConverter.GetBytes(value));
        return this;
    }

    public Wire Bytes(int field, byte[] bytes)
    {
        Varint((ulong)field << 3 | 2).Varint((ulong)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    public Wire Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    public Wire Message(int field, Wire message) => Bytes(field, message.ToArray());

    public Wire Attribute(int field, string key, string value) => Message(field, new Wire().Text(1, key).Message(2, new Wire().Text(1, value)));

    private Wire Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
        return this;
    }
}
