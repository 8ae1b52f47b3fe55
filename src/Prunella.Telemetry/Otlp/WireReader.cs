using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Prunella.Telemetry.Otlp;

/// <summary>Reads the fields of one protobuf message. Every length is checked against what is there; groups, which OTLP never had, are refused.</summary>
/// <remarks>Source: Protocol Buffers documentation, "Encoding".</remarks>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private const int Varint = 0, Fixed64 = 1, Delimited = 2, Fixed32 = 5;
    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;

    /// <summary>Number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>Its value, if it is a number; fixed ones as their bits.</summary>
    public ulong Number { get; private set; }

    /// <summary>Its bytes, if it has a length; else empty.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether it has a length: is a text, bytes or a message.</summary>
    public bool IsDelimited { get; private set; }

    /// <summary>Reads the next field.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="InvalidDataException">The bytes are no protobuf.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Next()
    {
        if (_at >= _message.Length)
            return false;
        ulong tag = ReadVarint();
        Field = tag is >= 8 and <= uint.MaxValue ? (int)(tag >> 3) : throw Bad("a field has no possible number");
        IsDelimited = false;
        Bytes = default;
        switch ((int)tag & 7)
        {
            case Varint:
                Number = ReadVarint();
                return true;
            case Fixed64:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                return true;
            case Delimited:
                ulong length = ReadVarint();
                Bytes = Take(length);
                IsDelimited = true;
                return true;
            case Fixed32:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                return true;
            default:
                throw Bad($"the wire type {tag & 7} is unknown");
        }
    }

    /// <summary>Takes a number from the front of packed ones.</summary>
    /// <exception cref="InvalidDataException">It is cut off, or too long.</exception>
    public static ulong TakeVarint(ref ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        ulong value = reader.ReadVarint();
        bytes = bytes[reader._at..];
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong ReadVarint()
    {
        if ((uint)_at < (uint)_message.Length && _message[_at] < 0x80)
            return _message[_at++];
        return ReadLongVarint();
    }

    private ulong ReadLongVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_at >= _message.Length)
                throw Bad("a number is cut off");
            byte next = _message[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw Bad("a number has more than ten bytes");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(_message.Length - _at))
            throw Bad($"{length} bytes are announced and {_message.Length - _at} are left");
        ReadOnlySpan<byte> taken = _message.Slice(_at, (int)length);
        _at += (int)length;
        return taken;
    }

    private readonly InvalidDataException Bad(string what) => new($"This is no OTLP: {what}, at byte {_at} of a message of {_message.Length}.");
}
