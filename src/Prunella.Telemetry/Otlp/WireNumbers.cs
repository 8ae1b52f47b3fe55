using System.Buffers.Binary;

namespace Prunella.Telemetry.Otlp;

/// <summary>Goes over the numbers of one repeated field of a message, packed or one by one as older writers do.</summary>
internal ref struct WireNumbers(ReadOnlySpan<byte> message, int field, bool isFixed)
{
    private WireReader _fields = new(message);
    private ReadOnlySpan<byte> _packed;

    /// <summary>The number that was read last, as its bits.</summary>
    public ulong Current { get; private set; }

    /// <summary>Reads the next number.</summary>
    /// <exception cref="InvalidDataException">The bytes are no protobuf.</exception>
    public bool Next()
    {
        while (_packed.IsEmpty)
        {
            if (!_fields.Next())
                return false;
            if (_fields.Field != field)
                continue;
            if (_fields.IsDelimited)
            {
                _packed = _fields.Bytes;
                continue;
            }

            Current = _fields.Number;
            return true;
        }

        if (!isFixed)
        {
            Current = WireReader.TakeVarint(ref _packed);
            return true;
        }

        if (_packed.Length < 8)
            throw new InvalidDataException("This is no OTLP: a list of numbers of eight bytes has a rest.");
        Current = BinaryPrimitives.ReadUInt64LittleEndian(_packed);
        _packed = _packed[8..];
        return true;
    }
}
