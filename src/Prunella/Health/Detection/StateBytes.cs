using System.Runtime.InteropServices;

namespace Prunella.Health;

/// <summary>Copies plain values one after another into bytes, or out of them, so that writing and reading can not differ.</summary>
/// <param name="bytes">The bytes; those of one machine, little-endian on all that .NET runs on.</param>
/// <param name="reading">Whether values are read.</param>
internal ref struct StateBytes(Span<byte> bytes, bool reading)
{
    private readonly Span<byte> _bytes = bytes;
    private int _at;

    /// <summary>How many bytes were used.</summary>
    public readonly int Used => _at;

    public void Exchange<T>(scoped ref T value)
        where T : unmanaged => Exchange(new Span<T>(ref value));

    public void Exchange<T>(scoped Span<T> values)
        where T : unmanaged
    {
        Span<byte> own = MemoryMarshal.AsBytes(values), there = _bytes.Slice(_at, own.Length);
        if (reading)
            there.CopyTo(own);
        else
            own.CopyTo(there);
        _at += own.Length;
    }
}
