using System.Buffers.Binary;

namespace Prunella.Telemetry.Otlp;

/// <summary>Writes protobuf into one growing buffer. Lengths of messages take five bytes always, so that they can be filled in behind.</summary>
internal sealed class ProtobufWriter(int first, int most)
{
    private const int LengthBytes = 5;
    private byte[] _buffer = new byte[Math.Max(first, 64)];
    private int _filled;

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _filled);

    public void Number(int field, ulong value)
    {
        Varint((ulong)field << 3);
        Varint(value);
    }

    public void Fixed(int field, ulong value)
    {
        Varint((ulong)field << 3 | 1);
        BinaryPrimitives.WriteUInt64LittleEndian(Room(8), value);
        _filled += 8;
    }

    public void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Varint((ulong)field << 3 | 2);
        Varint((ulong)bytes.Length);
        bytes.CopyTo(Room(bytes.Length));
        _filled += bytes.Length;
    }

    /// <returns>What <see cref="End"/> needs.</returns>
    public int Begin(int field)
    {
        Varint((ulong)field << 3 | 2);
        _ = Room(LengthBytes);
        return _filled += LengthBytes;
    }

    public void End(int begun)
    {
        int length = _filled - begun;
        Span<byte> place = _buffer.AsSpan(begun - LengthBytes, LengthBytes);
        for (int i = 0; i < LengthBytes; i++)
            place[i] = (byte)(((length >> (7 * i)) & 0x7F) | (i < LengthBytes - 1 ? 0x80 : 0));
    }

    private void Varint(ulong value)
    {
        Span<byte> room = Room(10);
        int at = 0;
        for (; value >= 0x80; value >>= 7)
            room[at++] = (byte)(value | 0x80);
        room[at++] = (byte)value;
        _filled += at;
    }

    private Span<byte> Room(int bytes)
    {
        if (_filled + (long)bytes > _buffer.Length)
        {
            if (_filled + (long)bytes > most)
                throw new InvalidDataException($"The message becomes longer than {most} bytes.");
            Array.Resize(ref _buffer, (int)Math.Min(Math.Max(2L * _buffer.Length, _filled + (long)bytes), most));
        }

        return _buffer.AsSpan(_filled, bytes);
    }
}
