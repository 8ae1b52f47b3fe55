using System.Runtime.CompilerServices;

namespace Prunella.Health;

/// <summary>Eight ways to look at a series, each a number for each point, each in constant time.</summary>
/// <remarks>Mutable struct: keep in one field. What is short lasts some points, what is long some hundred; none knows a unit or an interval.</remarks>
internal struct SeriesViews
{
    public const int Count = 8;
    public const int Slots = 24;

    private static readonly double _a6 = Weight(6), _a12 = Weight(12), _a48 = Weight(48), _a100 = Weight(100), _a500 = Weight(500);

    private Average _raw12, _raw6, _raw48, _log6, _log48, _move6, _move500;
    private LocalZ _rawZ, _logZ;
    private double _last, _level;
    private long _seen;
    private Profile _profile;
    private uint _known;

    /// <summary>How far the last value lay from the recent ones, in their standard deviations.</summary>
    public double Deviation { get; private set; }

    /// <summary>The mean of the values before the last one, weighted to the recent.</summary>
    public double Centre { get; private set; }

    /// <summary>Their standard deviation, positive.</summary>
    public double Spread { get; private set; }

    /// <summary>Forgets the last value: the next one is not compared with it.</summary>
    public void Break() => _last = double.NaN;

    /// <summary>Takes a value in.</summary>
    /// <param name="value">Finite.</param>
    /// <param name="slot">The hour of the day.</param>
    /// <param name="pace">How much one value moves what is usual for an hour, from 0 to 1.</param>
    /// <param name="views">Takes the eight numbers.</param>
    public void Take(double value, int slot, double pace, Span<double> views)
    {
        double log = Math.CopySign(Math.Log(1 + Math.Abs(value)), value);
        if (_seen == 0)
            _level = value;
        double step = _seen == 0 || double.IsNaN(_last) ? 0 : value - _last;
        _last = value;

        views[0] = value;
        views[1] = _raw6.Add(value, _a6) - _raw48.Add(value, _a48);
        views[2] = _log6.Add(log, _a6) - _log48.Add(log, _a48);
        views[3] = _logZ.Add(log, _a100, _seen, out _, out _);
        views[4] = _raw12.Add(value, _a12);
        views[5] = Unrest(Math.Abs(step));
        views[6] = value - Usual(value, slot, pace);
        views[7] = step;
        Deviation = _rawZ.Add(value, _a100, _seen, out double centre, out double spread);
        Centre = centre;
        Spread = spread;
        _seen++;
    }

    private static double Weight(double halfLife) => 1 - Math.Pow(0.5, 1 / halfLife);

    // Log of how much it moves now against how much it moved in the long run.
    private double Unrest(double move)
    {
        if (_seen == 0)
            return 0;
        double now = _move6.Add(move, _a6), ever = _move500.Add(move, _a500);
        return ever > 0 ? Math.Log(now / ever + 0.05) : 0;
    }

    private double Usual(double value, int slot, double pace)
    {
        bool known = (_known >> slot & 1) != 0;
        double usual = known ? _profile[slot] : _level;
        _level += 0.05 * (value - _level);
        _profile[slot] = (float)(known ? usual + pace * (value - usual) : value);
        _known |= 1u << slot;
        return usual;
    }

    private struct Average
    {
        private const double Full = 1 - 1e-12;
        private double _sum, _weight;

        public double Add(double value, double share)
        {
            _sum += share * (value - _sum);
            if (_weight >= Full)
                return _sum;
            _weight += share * (1 - _weight);
            return _sum / _weight;
        }
    }

    private struct LocalZ
    {
        private double _mean, _variance;

        public double Add(double value, double share, long seen, out double centre, out double spread)
        {
            if (seen == 0)
                _mean = value;
            double k = share * (seen + 1) >= 1 ? share : 1.0 / (seen + 1), d = value - _mean;
            centre = _mean;
            spread = Math.Max(Math.Sqrt(_variance), Math.Abs(_mean) * 1e-3 + 1e-9);
            _mean += k * d;
            _variance = (1 - k) * (_variance + k * d * d);
            return seen < 10 ? 0 : d / spread;
        }
    }

    [InlineArray(Slots)]
    private struct Profile
    {
        private float _first;
    }
}
