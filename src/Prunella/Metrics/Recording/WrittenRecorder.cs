namespace Prunella.Metrics;

/// <summary>A series that a source writes: values as they are, or totals of which the increase is taken.</summary>
internal sealed class WrittenRecorder(SeriesSlot series) : Recorder
{
    private readonly TotalRecorder _totals = new(series);
    private readonly LevelRecorder _levels = new(series);
    private bool _isTotal;

    public SeriesSlot Series => series;

    public void Level(double value)
    {
        _isTotal = false;
        _levels.Record(value);
    }

    public override void Record(double value)
    {
        _isTotal = true;
        _totals.Record(value);
    }

    public override void RollUp(RollUp rollUp) => (_isTotal ? (Recorder)_totals : _levels).RollUp(rollUp);

    public override void Read(List<SeriesReading> readings) => (_isTotal ? (Recorder)_totals : _levels).Read(readings);
}
