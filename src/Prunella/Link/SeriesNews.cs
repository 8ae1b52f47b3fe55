using System.Diagnostics.CodeAnalysis;
using Prunella.Metrics;

namespace Prunella.Link;

/// <summary>Rolls the series of the process up for the agent, every five seconds, and keeps to what changed.</summary>
/// <remarks>
/// The hub's thread adds, the link's thread takes. What the agent measures itself (<c>process.*</c>, the machine) and what the runtime measures of itself is
/// left out, but for the calls to others. Beyond <see cref="MetricsPayload.MostSeries"/> series are only counted.
/// </remarks>
internal sealed class SeriesNews : ISeriesObserver
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);
    private static readonly string[] NotTold = ["process.", "system.", "cgroup.", "prunella."];

    private readonly Lock _lock = new();
    private readonly List<Told> _series = [];
    private readonly Dictionary<SeriesId, Told?> _byId = [];
    private DateTimeOffset _next;
    private int _leftOut;
    private bool _due;

    /// <inheritdoc/>
    public void OnPoint(SeriesInfo series, in SeriesPoint point)
    {
        lock (_lock)
        {
            if (!_byId.TryGetValue(series.Id, out Told? told))
                _byId.Add(series.Id, told = Meet(series));
            if (told is not null && point.HasValue)
                told.Add(point.Value);
        }
    }

    /// <inheritdoc/>
    public void OnRolledUp(DateTimeOffset time)
    {
        lock (_lock)
        {
            if (time < _next && time > _next - 2 * Period)
                return;
            _next = time + Period;
            _due = true;
            foreach (Told told in _series)
                told.RollUp();
        }
    }

    /// <summary>Everything is news to an agent that has just been met.</summary>
    public void AddAll()
    {
        lock (_lock)
        {
            foreach (Told told in _series)
                told.Forget();
            _due = _series.Count > 0;
        }
    }

    /// <summary>Takes the roll-up, if there is a new one and it has news.</summary>
    public bool TryTake([NotNullWhen(true)] out MetricsPayload? payload)
    {
        payload = null;
        lock (_lock)
        {
            if (!_due)
                return false;
            _due = false;
            List<LinkedSeries> declared = [];
            List<LinkedPoint> points = [];
            for (int number = 0; number < _series.Count; number++)
                _series[number].Tell(number, declared, points);
            if (declared.Count == 0 && points.Count == 0)
                return false;
            payload = new MetricsPayload(declared, points, _leftOut);
            return true;
        }
    }

    private Told? Meet(SeriesInfo series)
    {
        string name = series.Key.Instrument;
        bool isCall = name.StartsWith("prunella.call.", StringComparison.Ordinal);
        if (series.Key.Component is not null || !isCall && Array.Exists(NotTold, start => name.StartsWith(start, StringComparison.Ordinal)))
            return null;
        if (_series.Count == MetricsPayload.MostSeries)
        {
            _leftOut++;
            return null;
        }

        var told = new Told(series);
        _series.Add(told);
        return told;
    }

    private sealed class Told(SeriesInfo series)
    {
        private readonly bool _isTail = series.Key.Kind == SeriesKind.HistogramTail;
        private double _sum;
        private double _most = double.NegativeInfinity;
        private int _count;
        private float _now = float.NaN;
        private float _told = float.NaN;
        private bool _declared;

        public void Add(double value)
        {
            _sum += value;
            _most = Math.Max(_most, value);
            _count++;
        }

        public void RollUp()
        {
            _now = _count == 0 ? float.NaN : (float)(_isTail ? _most : _sum / _count);
            (_sum, _most, _count) = (0, double.NegativeInfinity, 0);
        }

        public void Forget() => (_declared, _told) = (false, float.NaN);

        public void Tell(int number, List<LinkedSeries> declared, List<LinkedPoint> points)
        {
            if (_now.Equals(_told))
                return; // NaN equals NaN here
            if (!_declared)
                declared.Add(new LinkedSeries(number, series.Key, series.Description));
            _declared = true;
            _told = _now;
            points.Add(new LinkedPoint(number, _now));
        }
    }
}
