namespace Prunella.Telemetry.Store;

/// <summary>Puts the texts of a block together again, from frames and values; reads what <see cref="TextFrames"/> wrote.</summary>
internal ref struct FramedTexts
{
    private const int MostBytes = 512 << 20;
    private readonly List<byte[][]> _frames = [];
    private readonly ColumnBuffer _text = new();
    private readonly bool _hasFrames;
    private ColumnReader _frameOf, _lengths;

    /// <param name="frames">The frames.</param>
    /// <param name="frameOf">The number of each record's frame; empty where no record has one.</param>
    /// <param name="lengths">The lengths of the texts and of the values.</param>
    /// <exception cref="InvalidDataException">The frames are damaged.</exception>
    public FramedTexts(ReadOnlySpan<byte> frames, ReadOnlySpan<byte> frameOf, ReadOnlySpan<byte> lengths)
    {
        _frameOf = new ColumnReader(frameOf);
        _lengths = new ColumnReader(lengths);
        _hasFrames = !frameOf.IsEmpty;
        var reader = new ColumnReader(frames);
        while (!reader.Rest.IsEmpty)
        {
            ulong count = reader.Number();
            if (count == 0 || count > (ulong)frames.Length)
                throw new InvalidDataException("A frame of a block has too many parts.");
            byte[][] parts = new byte[count][];
            for (int i = 0; i < parts.Length; i++)
                parts[i] = reader.Bytes(checked((int)reader.Number())).ToArray();
            _frames.Add(parts);
        }
    }

    /// <summary>The bytes so far.</summary>
    public readonly int Length => _text.Length;

    /// <summary>Takes the next record's text, or its values, from the front.</summary>
    /// <exception cref="InvalidDataException">There is no such text.</exception>
    public void Next(scoped ref ReadOnlySpan<byte> text)
    {
        ulong frame = _hasFrames ? _frameOf.Number() : 0;
        if (frame == 0)
        {
            Take(ref text);
            return;
        }

        if (frame > (ulong)_frames.Count)
            throw new InvalidDataException("A block refers to a frame that it has not.");
        byte[][] parts = _frames[(int)frame - 1];
        _text.Bytes(parts[0]);
        foreach (byte[] part in parts.AsSpan(1))
        {
            Take(ref text);
            _text.Bytes(part);
        }

        if (_text.Length > MostBytes)
            throw new InvalidDataException("The texts of a block are too long.");
    }

    public readonly byte[] ToArray() => _text.Written.ToArray();

    private void Take(scoped ref ReadOnlySpan<byte> text)
    {
        ulong length = _lengths.Number();
        if (length > (ulong)text.Length)
            throw new InvalidDataException("The texts of a block are not of the length that they should have.");
        _text.Bytes(text[..(int)length]);
        text = text[(int)length..];
    }
}
