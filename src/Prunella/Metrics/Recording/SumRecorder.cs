namespace Prunella.Metrics;

/// <summary>A counter or an up-down counter that the program adds to.</summary>
internal sealed class SumRecorder(SeriesSlot series) : Recorder
{
    private readonly StripedSum _sum = new();
    private readonly bool _isRate = series.Info.Key.Kind == SeriesKind.Counter;
    private double _before;

    public override void Record(double value) => _sum.Add(value);

    public override void RollUp(RollUp rollUp)
    {
        double total = _sum.Total;
        if (!_isRate)
            rollUp.Value(series, total);
        else if (total < _before)
            rollUp.None(series, PointState.Reset); // somebody added less than nothing to a counter
        else
            rollUp.Value(series, (total - _before) / rollUp.Seconds);
        _before = total;
    }

    public override void Read(List<SeriesReading> readings) =>
        readings.Add(new SeriesReading(series.Info, series.Newest, _isRate ? _sum.Total : null, Distribution: null));
}
