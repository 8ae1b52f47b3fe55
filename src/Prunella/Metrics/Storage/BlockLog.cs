namespace Prunella.Metrics;

/// <summary>Packed blocks one after another, the oldest dropped where they take too much. The owner's lock guards it.</summary>
internal sealed class BlockLog(int length, int streams)
{
    private byte[] _bytes = [];
    private int _head;
    private int _tail;
    private int _newest;

    /// <summary>Bytes that are held for it.</summary>
    public int Capacity => _bytes.Length;

    /// <summary>The number of the oldest block; null where there is none.</summary>
    public int? Oldest => _head == _tail ? null : BitConverter.ToInt32(_bytes, _head);

    /// <summary>Adds a block above all before.</summary>
    /// <param name="block">The block.</param>
    /// <param name="share">The most bytes to hold.</param>
    /// <param name="keep">How many block numbers back to hold.</param>
    /// <param name="scratch">Room to pack it.</param>
    /// <returns>The packed block, within <paramref name="scratch"/>.</returns>
    public ReadOnlySpan<byte> Add(Block block, int share, int keep, BlockScratch scratch)
    {
        int size = BlockCodec.Write(block, length, streams, scratch.Bytes);
        ReadOnlySpan<byte> packed = scratch.Bytes.AsSpan(0, size);
        Append(packed, share, block.Number - keep, scratch.Block);
        return packed;
    }

    /// <summary>Adds a packed block above all before.</summary>
    public void Append(ReadOnlySpan<byte> packed, int share, int oldest, Block scratch)
    {
        while (_head < _tail && (Oldest < oldest || _tail - _head + packed.Length > share))
            _head += SizeAt(_head, scratch);
        MakeRoom(packed.Length, share);
        packed.CopyTo(_bytes.AsSpan(_tail));
        _newest = _tail;
        _tail += packed.Length;
    }

    /// <summary>Whether the newest block is this one.</summary>
    public bool EndsWith(ReadOnlySpan<byte> packed) => _head < _tail && _bytes.AsSpan(_newest, _tail - _newest).SequenceEqual(packed);

    /// <summary>Hands over each packed block, oldest first.</summary>
    public void CopyTo(PointResolution tier, PackedBlock take)
    {
        Block block = BlockScratch.Current.Block;
        for (int at = _head, size; at < _tail; at += size)
        {
            size = SizeAt(at, block);
            take(tier, _bytes.AsSpan(at, size));
        }
    }

    /// <summary>Reads the block at <paramref name="position"/>, which begins at 0, and moves on to the next.</summary>
    /// <returns>False at the end.</returns>
    public bool TryRead(ref int position, Block block)
    {
        if (_head + position >= _tail)
            return false;
        position += SizeAt(_head + position, block);
        return true;
    }

    /// <summary>Skips blocks below <paramref name="number"/>.</summary>
    public int PositionOf(int number, Block scratch)
    {
        int at = _head;
        while (at < _tail && BitConverter.ToInt32(_bytes, at) < number)
            at += SizeAt(at, scratch);
        return at - _head;
    }

    private int SizeAt(int at, Block block) => BlockCodec.Read(_bytes.AsSpan(at, _tail - at), length, streams, block);

    private void MakeRoom(int size, int share)
    {
        if (_tail + size <= _bytes.Length && _bytes.Length <= share + BlockCodec.MaxBytes)
            return;
        int held = _tail - _head;
        // A little more than needed, so that not every block copies the others; not the double, for there are many logs.
        byte[] target = held + size <= _bytes.Length && _bytes.Length <= share + BlockCodec.MaxBytes ? _bytes : new byte[Math.Max(held + size, Math.Min(share, held + size + (held / 4) + 64))];
        Buffer.BlockCopy(_bytes, _head, target, 0, held);
        _bytes = target;
        _newest -= _head;
        _head = 0;
        _tail = held;
    }
}
