namespace Prunella.Metrics;

/// <summary>A series and all that the hub holds of it. Written on the hub's thread; the store may be read by any.</summary>
internal sealed class SeriesSlot(SeriesInfo info, StoreShape shape)
{
    private NewestPoint? _newest;

    public SeriesInfo Info { get; } = info;

    public SeriesStore Store { get; } = new(shape);

    /// <summary>Is told each packed block of the store; null where no history is kept.</summary>
    public PackedBlock? OnPacked { get; set; }

    /// <summary>Roll-ups without a point, one after another.</summary>
    public int Silence { get; set; }

    /// <summary>The newest point; any thread may read it.</summary>
    public SeriesPoint Newest => Volatile.Read(ref _newest) is { } newest ? newest.Read() : new SeriesPoint(Info.FirstSeen, double.NaN, PointState.Missing);

    public void SetNewest(in SeriesPoint point) => (_newest ??= new NewestPoint()).Write(point);

    /// <summary>One writer, many readers, no lock: a reader that meets a write reads again.</summary>
    private sealed class NewestPoint
    {
        private long _version;
        private long _ticks;
        private double _value;
        private int _state;

        public void Write(in SeriesPoint point)
        {
            Volatile.Write(ref _version, _version + 1);
            Interlocked.MemoryBarrier();
            _ticks = point.Time.UtcTicks;
            _value = point.Value;
            _state = (int)point.State;
            Volatile.Write(ref _version, _version + 1);
        }

        public SeriesPoint Read()
        {
            SpinWait spin = default;
            while (true)
            {
                long before = Volatile.Read(ref _version);
                SeriesPoint point = new(new DateTimeOffset(Volatile.Read(ref _ticks), TimeSpan.Zero), Volatile.Read(ref _value), (PointState)Volatile.Read(ref _state));
                Interlocked.MemoryBarrier();
                if (before % 2 == 0 && Volatile.Read(ref _version) == before)
                    return point;
                spin.SpinOnce();
            }
        }
    }
}
