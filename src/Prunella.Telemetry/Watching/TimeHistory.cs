namespace Prunella.Telemetry.Watching;

/// <summary>How long one thing took in the windows of ordinary time, and how far a window may be from them.</summary>
/// <remarks>
/// The scale is what windows differ by among themselves, which is more than their size alone would make them differ: load and neighbours come and
/// go. Logarithms, because times spread by factors.
/// </remarks>
internal sealed class TimeHistory(int mostWindows = 60)
{
    private const int LeastValues = 5;
    private const double LeastBetween = 0.2, LeastWithin = 0.5; // natural logarithms: a fifth, and two thirds more
    private readonly Queue<Tally.Moments> _windows = new();
    private double _median, _between, _within;
    private bool _stale;
    private long _values;

    public void Add(Tally.Moments window)
    {
        if (_windows.Count == mostWindows)
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
        (before, seen) = (Math.Exp(_median) - Tally.Little, Math.Exp(now.Mean) - Tally.Little);
        return true;
    }

    private void Measure()
    {
        Tally.Moments[] sorted = [.. _windows.OrderBy(static window => window.Mean)];
        _median = At(sorted, 0.5);
        Tally.Moments[] away = [.. sorted.OrderBy(window => Math.Abs(window.Mean - _median))];
        double half = 1.4826 * Math.Abs(At(away, 0.5) - _median), high = (At(sorted, 0.85) - _median) / 1.0364;
        _between = Math.Max(LeastBetween, Math.Max(half, high)) * (1 + 3.0 / sorted.Length); // few windows know little of what windows do
        _within = Math.Max(LeastWithin, Math.Sqrt(_windows.Sum(static window => window.Variance * window.Count) / _values));
        _stale = false;
    }

    // Weighted by how many values a window has: one that has a single value says little of windows.
    private double At(Tally.Moments[] sorted, double share)
    {
        double passed = 0;
        foreach (Tally.Moments window in sorted)
        {
            passed += window.Count;
            if (passed >= share * _values)
                return window.Mean;
        }

        return sorted[^1].Mean;
    }
}
