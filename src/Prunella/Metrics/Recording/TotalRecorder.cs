namespace Prunella.Metrics;

/// <summary>A growing total that is asked for: the hub makes the increase of it.</summary>
/// <remarks>What was counted while nobody answered belongs to the whole gap: it is spread over it. A total below the one before is a reset.</remarks>
internal sealed class TotalRecorder(SeriesSlot series) : Recorder
{
    private double _told = double.NaN;
    private double _before = double.NaN;
    private double _seconds;
    private double _sum;

    // What is left over beyond a limit is many totals in one period: their sum. One thread asks for all of them.
    public override void Record(double value) => Volatile.Write(ref _told, series.Info.IsOverflow && !double.IsNaN(_told) ? _told + value : value);

    public override void RollUp(RollUp rollUp)
    {
        double total = Interlocked.Exchange(ref _told, double.NaN);
        _seconds += rollUp.Seconds;
        if (double.IsNaN(total))
        {
            rollUp.None(series, PointState.Missing);
            return;
        }

        if (double.IsNaN(_before))
        {
            rollUp.None(series, PointState.Missing); // what the first total grew from is not known
        }
        else if (total < _before)
        {
            rollUp.None(series, PointState.Reset);
        }
        else
        {
            _sum += total - _before;
            rollUp.Value(series, (total - _before) / _seconds);
        }

        _before = total;
        _seconds = 0;
    }

    public override void Read(List<SeriesReading> readings) => readings.Add(new SeriesReading(series.Info, series.Newest, Volatile.Read(ref _sum), Distribution: null));
}
