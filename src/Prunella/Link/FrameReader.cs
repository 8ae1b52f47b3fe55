using System.Buffers.Binary;

namespace Prunella.Link;

/// <summary>Cuts the bytes of a connection into frames, however they arrive. Not thread-safe.</summary>
/// <remarks>
/// In turn: receive into <see cref="Space"/>, <see cref="Advance"/>, then <see cref="TryRead"/> until it says false. The buffer begins
/// at 4 KiB, grows only for a frame whose header has been found good, and is given back once that frame has been read.
/// </remarks>
public sealed class FrameReader
{
    private const int SmallBuffer = 4096;

    private readonly int _maxLength;
    private byte[] _buffer = new byte[SmallBuffer];
    private int _start;
    private int _end;

    /// <param name="maxLength">The greatest length field that is accepted, from 2 to <see cref="Frame.MaxLength"/>, which is the default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxLength"/> is out of its range.</exception>
    public FrameReader(int maxLength = Frame.MaxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, Frame.TagLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxLength, Frame.MaxLength);
        _maxLength = maxLength;
    }

    /// <summary>Bytes that have arrived and were not yet read as frames.</summary>
    public int Buffered => _end - _start;

    /// <summary>Room for the next bytes, never empty. Frames read before are gone.</summary>
    /// <exception cref="InvalidOperationException">Whole frames wait: read them first.</exception>
    /// <exception cref="FrameException">The bytes that have arrived are no frame.</exception>
    public Span<byte> Space()
    {
        int needed = Math.Max(SmallBuffer, WholeFrame());
        if (Buffered >= needed)
            throw new InvalidOperationException("Read the frames that have arrived before receiving more.");

        if (_buffer.Length != needed && Buffered < needed)
            MoveTo(new byte[needed]);
        else if (_start > 0)
            MoveTo(_buffer);
        return _buffer.AsSpan(_end);
    }

    /// <summary>Says how many bytes were put into <see cref="Space"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or beyond the room there was.</exception>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _end);
        _end += count;
    }

    /// <summary>Takes the next whole frame, or says false until more bytes have arrived. Allocates nothing.</summary>
    /// <param name="frame">The frame; its bytes are good until the next call of <see cref="Space"/>.</param>
    /// <exception cref="FrameException">These bytes are no frame; so it will say from now on.</exception>
    public bool TryRead(out Frame frame)
    {
        frame = default;
        int size = WholeFrame();
        if (size == 0 || Buffered < size)
            return false;

        ReadOnlySpan<byte> whole = _buffer.AsSpan(_start, size);
        frame = new Frame((FrameType)whole[Frame.HeaderLength - 1], whole[Frame.HeaderLength..]);
        _start += size;
        return true;
    }

    // The size of the frame at the front, header included; zero until its header has arrived.
    private int WholeFrame()
    {
        ReadOnlySpan<byte> bytes = _buffer.AsSpan(_start, Buffered);
        if (bytes.Length < sizeof(uint))
            return 0;

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length < Frame.TagLength)
            throw new FrameException(FrameFault.TooShort, $"A frame of length {length} has no type.");
        if (length > _maxLength)
            throw new FrameException(FrameFault.TooLong, $"A frame of length {length} is beyond the limit of {_maxLength}.");
        if (bytes.Length < Frame.HeaderLength)
            return 0;
        if (bytes[sizeof(uint)] != Frame.Version)
            throw new FrameException(FrameFault.WrongVersion, $"The peer speaks version {bytes[sizeof(uint)]}, not {Frame.Version}.");
        return sizeof(uint) + (int)length;
    }

    private void MoveTo(byte[] target)
    {
        int count = Buffered;
        _buffer.AsSpan(_start, count).CopyTo(target);
        _buffer = target;
        _start = 0;
        _end = count;
    }
}
