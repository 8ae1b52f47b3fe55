namespace Prunella.Metrics;

/// <summary>The steps of a series at one resolution: an open block and the packed ones before it. The owner's lock guards it.</summary>
/// <param name="tier">The resolution.</param>
/// <param name="length">Steps in a block, at most 60.</param>
/// <param name="streams">1 where a step is one value, 3 where it has mean, minimum and maximum.</param>
/// <param name="kept">How many blocks to keep.</param>
internal sealed class StepTier(PointResolution tier, int length, int streams, int kept)
{
    private readonly BlockLog _log = new(length, streams);
    private readonly float[] _open = new float[length * streams];
    private ulong _absent = ulong.MaxValue;
    private ulong _missing;
    private ulong _resets;
    private int _number = -1;

    /// <summary>The oldest step that may be held; null where none is.</summary>
    public long? Oldest => _log.Oldest is { } oldest ? (long)oldest * length : _number < 0 ? null : (long)_number * length;

    /// <summary>Bytes that are held for it.</summary>
    public int Bytes => _log.Capacity + (_open.Length * sizeof(float));

    /// <summary>Adds a step, or puts one in the place of the newest. One in a block before the newest is refused.</summary>
    /// <param name="step">The step.</param>
    /// <param name="share">The most bytes to hold of packed blocks.</param>
    /// <param name="onPacked">Is given each block that is packed; may be null.</param>
    public void Add(in Step step, int share, PackedBlock? onPacked)
    {
        int number = (int)(step.Index / length);
        if (number < _number)
            return;
        if (number > _number)
        {
            Pack(share, onPacked);
            _number = number;
        }

        int at = (int)(step.Index % length);
        ulong bit = 1UL << at;
        _absent &= ~bit;
        _missing = step.State == PointState.Missing ? _missing | bit : _missing & ~bit;
        _resets = step.State == PointState.Reset ? _resets | bit : _resets & ~bit;
        _open[at] = step.Mean;
        if (streams < Block.MaxStreams)
            return;
        _open[length + at] = step.Low;
        _open[(2 * length) + at] = step.High;
    }

    /// <summary>Takes back a block that a file held; the blocks must come in order, before any step is added.</summary>
    /// <returns>Whether it is a block above all before.</returns>
    public bool Restore(ReadOnlySpan<byte> packed, int share)
    {
        Block block = BlockScratch.Current.Block;
        if (BlockCodec.Read(packed, length, streams, block) != packed.Length || block.Number < 0 || block.Number < _number || _log.EndsWith(packed))
            return false;
        int number = block.Number;
        _log.Append(packed, share, number - kept, block);
        _number = number; // nothing of it is open: further steps of it go into a second block of the same number
        return true;
    }

    /// <summary>Hands over each packed block, oldest first.</summary>
    public void CopyTo(PackedBlock take) => _log.CopyTo(tier, take);

    /// <summary>Adds the steps of a stretch, both ends within, to a list, oldest first.</summary>
    public void Read(long first, long last, List<Step> steps)
    {
        Block block = BlockScratch.Current.Block;
        int position = _log.PositionOf((int)Math.Clamp(first / length, int.MinValue, int.MaxValue), block);
        while (_log.TryRead(ref position, block))
        {
            if ((long)block.Number * length > last)
                return;
            AddTo(steps, block, first, last);
        }

        if (_absent == ulong.MaxValue)
            return;
        CopyOpen(block);
        AddTo(steps, block, first, last);
    }

    /// <summary>Packs what is open, as at the end of the process.</summary>
    public void Pack(int share, PackedBlock? onPacked)
    {
        if (_absent != ulong.MaxValue)
        {
            BlockScratch scratch = BlockScratch.Current;
            CopyOpen(scratch.Block);
            ReadOnlySpan<byte> packed = _log.Add(scratch.Block, share, kept, scratch);
            onPacked?.Invoke(tier, packed);
        }

        _absent = ulong.MaxValue;
        _missing = 0;
        _resets = 0;
    }

    private void CopyOpen(Block block)
    {
        block.Number = _number;
        block.Absent = _absent;
        block.Missing = _missing;
        block.Resets = _resets;
        for (int stream = 0; stream < streams; stream++)
            _open.AsSpan(stream * length, length).CopyTo(block.Stream(stream));
    }

    private void AddTo(List<Step> steps, Block block, long first, long last)
    {
        long start = (long)block.Number * length;
        Span<float> means = block.Stream(0);
        Span<float> lows = block.Stream(streams == 1 ? 0 : 1);
        Span<float> highs = block.Stream(streams == 1 ? 0 : 2);
        for (int i = (int)Math.Max(0, first - start); i < length && start + i <= last; i++)
        {
            if ((block.Absent >> i & 1) != 0)
                continue;
            PointState state = (block.Missing >> i & 1) != 0 ? PointState.Missing : (block.Resets >> i & 1) != 0 ? PointState.Reset : PointState.Value;
            steps.Add(state == PointState.Value
                ? new Step(start + i, means[i], lows[i], highs[i], state)
                : new Step(start + i, float.NaN, float.NaN, float.NaN, state));
        }
    }
}
