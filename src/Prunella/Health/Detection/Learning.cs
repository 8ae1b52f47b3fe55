namespace Prunella.Health;

/// <summary>The first points of a series: kept until there are enough to set the scales, then let go.</summary>
internal sealed class Learning
{
    private readonly double[] _values = new double[SeriesDetector.LearningPoints];
    private readonly byte[] _slots = new byte[SeriesDetector.LearningPoints];
    private long _first, _last;
    private int _count;

    public bool IsDone => _count == _values.Length;

    /// <summary>The mean time from one point to the next, in ticks; at least 1.</summary>
    public long Interval => Math.Max(1, (_last - _first) / (_count - 1));

    public void Add(long time, double value, int slot)
    {
        if (_count == 0 || time < _last)
            _first = time - Math.Max(0, _last - _first);
        _last = time;
        _values[_count] = value;
        _slots[_count++] = (byte)slot;
    }

    /// <summary>Sets the scale of each view by its mean and standard deviation, and makes known what was seen.</summary>
    public void Teach(NoveltyMemory memory, ref SeriesViews views, double pace)
    {
        double[] shown = new double[_count * SeriesViews.Count];
        for (int point = 0; point < _count; point++)
            views.Take(_values[point], _slots[point], pace, shown.AsSpan(point * SeriesViews.Count, SeriesViews.Count));

        for (int view = 0; view < SeriesViews.Count; view++)
        {
            double mean = 0, squares = 0;
            for (int point = 0; point < _count; point++)
                mean += shown[point * SeriesViews.Count + view] / _count;
            for (int point = 0; point < _count; point++)
                squares += Math.Pow(shown[point * SeriesViews.Count + view] - mean, 2);
            memory.Scale(view, mean, Math.Sqrt(squares / _count));
        }

        for (int point = 0; point < _count; point++)
            _ = memory.Take(shown.AsSpan(point * SeriesViews.Count, SeriesViews.Count), learning: true);
    }
}
