namespace Prunella.Metrics;

/// <summary>A gauge that the program sets: it holds its value until it is set again.</summary>
internal sealed class GaugeRecorder(SeriesSlot series) : Recorder
{
    private double _value = double.NaN;

    public override void Record(double value) => Volatile.Write(ref _value, value);

    public override void RollUp(RollUp rollUp) => rollUp.Value(series, Volatile.Read(ref _value));

    public override void Read(List<SeriesReading> readings) => readings.Add(new SeriesReading(series.Info, series.Newest, Total: null, Distribution: null));
}
