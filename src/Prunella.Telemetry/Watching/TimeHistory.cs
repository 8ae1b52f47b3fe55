namespace Prunella.Telemetry.Watching;

/// <summary>How long one thing took in the windows of ordinary time, and how far a window may be from them.</summary>
/// <remarks>
/// The scale is what windows differ by among themselves, which is more than their size alone would make them differ: load and neighbours come and
/// go. Logarithms, because times spread by factors.
/// </remarks>
internal sealed class TimeHistory
{
    private const int MostWindows = 60, LeastValues = 5;
    private const double LeastBetween = 0.2, LeastWithin = 0.5; // natural logarithms: a fifth, and two thirds more
    private readonly Queue<Tally.Moments> _windows = new(MostWindows);
    private double _median, _between, _within;
    private bool _stale;
    private long _values;

    public void Add(Tally.Moments window)
    {
        if (_windows.Count == MostWindows)
            _values -= _windows.Dequeue().Count;
        _windows.Enqueue(window);
        _values += window.Count;
        _stale = true;
    }

    /// <summary>Deviations of a window from ordinary time, and both means as milliseconds.</summary>
    public bool TryCompare(in Tally.Moments now, out double deviations, out double before, out double seen)
    {
        (deviations, before, seen) = (0, 0, 0);
        if (_values < LeastValues)
            return false;
        if (_stale)
            Measure();
        deviations = (now.Mean - _median) / Math.Sqrt(_between * _between + _within * _within / now.Count);
        (before, seen) = (Math.Exp(_median) - 1, Math.Exp(now.Mean) - 1);
        return true;
    }

    private void Measure()
    {
        double[] means = [.. _windows.Select(static window => window.Mean).Order()];
        _median = means[means.Length / 2];
        double[] away = [.. means.Select(mean => Math.Abs(mean - _median)).Order()];
        double half = 1.4826 * away[away.Length / 2], high = (means[(int)Math.Round(0.9 * (means.Length - 1))] - _median) / 1.2816;
        _between = Math.Max(LeastBetween, Math.Max(half, high)) * (1 + 3.0 / means.Length); // few windows know little of what windows do
        _within = Math.Max(LeastWithin, Math.Sqrt(_windows.Sum(static window => window.Variance * window.Count) / _values));
        _stale = false;
    }
}
