namespace Prunella.Telemetry.Store;

/// <summary>Reads what <see cref="ColumnBuffer"/> wrote.</summary>
internal ref struct ColumnReader(ReadOnlySpan<byte> column)
{
    private ReadOnlySpan<byte> _rest = column;

    /// <summary>What is left.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <exception cref="InvalidDataException">The column ends.</exception>
    public ulong Number()
    {
        ulong value = 0;
        for (int i = 0; i < _rest.Length && i < 10; i++)
        {
            value |= (ulong)(_rest[i] & 0x7f) << (i * 7);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("A column of a block ends too early.");
    }

    public long Signed()
    {
        ulong value = Number();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ReadOnlySpan<byte> Bytes(int length)
    {
        if ((uint)length > (uint)_rest.Length)
            throw new InvalidDataException("A column of a block ends too early.");
        ReadOnlySpan<byte> bytes = _rest[..length];
        _rest = _rest[length..];
        return bytes;
    }
}
