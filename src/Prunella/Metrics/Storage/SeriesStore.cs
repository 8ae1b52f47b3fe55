namespace Prunella.Metrics;

/// <summary>The points of one series: full resolution, minutes and hours. Thread-safe.</summary>
internal sealed class SeriesStore(StoreShape shape)
{
    private const int InHour = 60;

    private readonly Lock _lock = new();
    private readonly StepTier _fine = new(PointResolution.Period, StoreShape.FineLength, streams: 1, shape.FineBlocks);
    private StepTier? _minutes;
    private StepTier? _hours;
    private StepAccumulator _minute;
    private StepAccumulator _hour;
    private long _last = -1;

    /// <summary>Bytes that are held for points.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _fine.Bytes + (_minutes?.Bytes ?? 0) + (_hours?.Bytes ?? 0);
        }
    }

    /// <summary>Adds a point.</summary>
    /// <param name="index">The period's number since 1970.</param>
    /// <param name="value">Finite, where the state is a value.</param>
    /// <param name="state">Whether it has a value.</param>
    /// <param name="share">The most bytes for packed points.</param>
    /// <param name="onPacked">Is told each packed block of each tier; may be null. Called under the store's lock.</param>
    /// <returns>False for a time that is not after the last one: the point is dropped.</returns>
    public bool Add(long index, double value, PointState state, long share, PackedBlock? onPacked)
    {
        float stored = state == PointState.Value ? (float)Math.Clamp(value, float.MinValue, float.MaxValue) : float.NaN;
        var step = new Step(index, stored, stored, stored, state);
        lock (_lock)
        {
            if (index <= _last)
                return false;
            _last = index;
            _fine.Add(step, Part(share, 50), onPacked);
            // A point has the time of its period's end, so the one on the full minute is the last of the minute before.
            long minute = (index - 1) / shape.InMinute;
            if (_minute.IsEmpty || minute != _minute.Index)
            {
                CloseMinute(share, onPacked);
                _minute.Begin(minute);
            }

            _minute.Add(step);
            return true;
        }
    }

    /// <summary>The oldest moment that may be held in a tier; null where it holds nothing.</summary>
    public DateTimeOffset? Oldest(PointResolution tier)
    {
        lock (_lock)
            return OldestStep(tier) is { } oldest ? shape.EndOf(oldest, tier) - (tier == PointResolution.Period ? TimeSpan.Zero : shape.Length(tier)) : null;
    }

    /// <summary>The points of a window, oldest first.</summary>
    public void Read(TimeWindow window, PointResolution tier, List<Step> steps)
    {
        long first = shape.StepOf(window.From, tier) + (tier == PointResolution.Period ? 1 : 0);
        long last = shape.StepOf(window.To, tier);
        lock (_lock)
        {
            switch (tier)
            {
                case PointResolution.Minute:
                    _minutes?.Read(first, last, steps);
                    AddOpen(_minute, first, last, steps);
                    break;
                case PointResolution.Hour:
                    _hours?.Read(first, last, steps);
                    AddOpen(_hour, first, last, steps);
                    break;
                default:
                    _fine.Read(first, last, steps);
                    break;
            }
        }
    }

    /// <summary>Takes back a packed block of a file; blocks of a tier must come in order and before any point.</summary>
    public bool Restore(PointResolution tier, ReadOnlySpan<byte> packed, long share)
    {
        lock (_lock)
        {
            return tier switch
            {
                PointResolution.Period => _fine.Restore(packed, Part(share, 50)),
                PointResolution.Minute => Minutes.Restore(packed, Part(share, 30)),
                _ => Hours.Restore(packed, Part(share, 20)),
            };
        }
    }

    /// <summary>Hands over every packed block. Called under the store's lock.</summary>
    public void CopyTo(PackedBlock take)
    {
        lock (_lock)
        {
            _fine.CopyTo(take);
            _minutes?.CopyTo(take);
            _hours?.CopyTo(take);
        }
    }

    /// <summary>Packs everything that is open, as before the end of the process.</summary>
    public void Pack(long share, PackedBlock? onPacked)
    {
        lock (_lock)
        {
            CloseMinute(share, onPacked);
            CloseHour(share, onPacked);
            _fine.Pack(Part(share, 50), onPacked);
            _minutes?.Pack(Part(share, 30), onPacked);
            _hours?.Pack(Part(share, 20), onPacked);
        }
    }

    private StepTier Minutes => _minutes ??= new StepTier(PointResolution.Minute, StoreShape.MinuteLength, Block.MaxStreams, StoreShape.MinuteBlocks);

    private StepTier Hours => _hours ??= new StepTier(PointResolution.Hour, StoreShape.HourLength, Block.MaxStreams, StoreShape.HourBlocks);

    private static int Part(long share, int percent) => (int)Math.Min(int.MaxValue, share * percent / 100);

    private static void AddOpen(in StepAccumulator open, long first, long last, List<Step> steps)
    {
        if (!open.IsEmpty && open.Index >= first && open.Index <= last)
            steps.Add(open.Current);
    }

    private long? OldestStep(PointResolution tier) => tier switch
    {
        PointResolution.Minute => _minutes?.Oldest ?? (_minute.IsEmpty ? null : _minute.Index),
        PointResolution.Hour => _hours?.Oldest ?? (_hour.IsEmpty ? null : _hour.Index),
        _ => _fine.Oldest,
    };

    private void CloseMinute(long share, PackedBlock? onPacked)
    {
        if (_minute.IsEmpty)
            return;
        Step minute = _minute.Current;
        Minutes.Add(minute, Part(share, 30), onPacked);
        long hour = minute.Index / InHour;
        if (_hour.IsEmpty || hour != _hour.Index)
        {
            CloseHour(share, onPacked);
            _hour.Begin(hour);
        }

        _hour.Add(minute);
        _minute = default;
    }

    private void CloseHour(long share, PackedBlock? onPacked)
    {
        if (_hour.IsEmpty)
            return;
        Hours.Add(_hour.Current, Part(share, 20), onPacked);
        _hour = default;
    }
}
