namespace Prunella.Metrics;

/// <summary>One turn of the hub: the period that has ended, and where its points go.</summary>
internal sealed class RollUp(Action<SeriesSlot, SeriesPoint, long> emit)
{
    /// <summary>The period's number since 1970.</summary>
    public long Index { get; private set; }

    /// <summary>Its end: the time of its points.</summary>
    public DateTimeOffset Time { get; private set; }

    /// <summary>Seconds since the turn before, monotonic: what rates are by.</summary>
    public double Seconds { get; private set; }

    /// <summary>The number of this turn: 1, 2, 3 …</summary>
    public long Turn { get; private set; }

    /// <summary>The most bytes a histogram may keep of its past.</summary>
    public long SketchShare { get; set; }

    /// <summary>Room for the sketch of a period.</summary>
    public SketchDelta Delta { get; } = new();

    public void Begin(long index, DateTimeOffset time, double seconds)
    {
        Index = index;
        Time = time;
        Seconds = seconds;
        Turn++;
    }

    public void Value(SeriesSlot series, double value) =>
        emit(series, double.IsFinite(value) ? new SeriesPoint(Time, value, PointState.Value) : new SeriesPoint(Time, double.NaN, PointState.Missing), Index);

    public void None(SeriesSlot series, PointState why) => emit(series, new SeriesPoint(Time, double.NaN, why), Index);
}
