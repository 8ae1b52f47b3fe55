namespace Prunella.Metrics;

/// <summary>A value that is asked for once in each period: it has none where there was no answer.</summary>
internal sealed class LevelRecorder(SeriesSlot series) : Recorder
{
    private double _value = double.NaN;

    // What is left over beyond a limit is many values in one period: of totals their sum, of gauges the last. One thread asks for all of them.
    public override void Record(double value) =>
        Volatile.Write(ref _value, series.Info is { IsOverflow: true, Key.Kind: SeriesKind.UpDownCounter } && !double.IsNaN(_value) ? _value + value : value);

    public override void RollUp(RollUp rollUp) => rollUp.Value(series, Interlocked.Exchange(ref _value, double.NaN));

    public override void Read(List<SeriesReading> readings) => readings.Add(new SeriesReading(series.Info, series.Newest, Total: null, Distribution: null));
}
