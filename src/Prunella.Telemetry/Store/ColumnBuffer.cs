using System.Runtime.CompilerServices;

namespace Prunella.Telemetry.Store;

/// <summary>One column of a block as it grows: numbers in as few bytes as they need, and texts.</summary>
internal sealed class ColumnBuffer
{
    private byte[] _bytes = new byte[1 << 12];

    public int Length { get; private set; }

    public Span<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Seven bits a byte, the lowest first; the highest bit tells that more follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Number(ulong value)
    {
        byte[] bytes = _bytes;
        int at = Length;
        if (value < 0x80 && (uint)at < (uint)bytes.Length)
        {
            bytes[at] = (byte)value; // nearly all are
            Length = at + 1;
            return;
        }

        Long(value);
    }

    /// <summary>A number that may be negative: small ones of either sign are short.</summary>
    public void Signed(long value) => Number((ulong)(value << 1) ^ (ulong)(value >> 63));

    public void Byte(byte value)
    {
        if (_bytes.Length == Length)
            Grow(1);
        _bytes[Length++] = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - Length < bytes.Length)
            Grow(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
    }

    /// <summary>Room for bytes whose content comes later; they may be written until the column grows again.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_bytes.Length - Length < length)
            Grow(length);
        Length += length;
        return _bytes.AsSpan(Length - length, length);
    }

    private void Long(ulong value)
    {
        if (_bytes.Length - Length < 10)
            Grow(10);
        byte[] bytes = _bytes;
        int at = Length;
        for (; value >= 0x80; value >>= 7)
            bytes[at++] = (byte)(value | 0x80);
        bytes[at++] = (byte)value;
        Length = at;
    }

    private void Grow(int more) => Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
}
