using System.Numerics;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Makes a state out of alarms and what follows them: N of M points to begin, M good ones to end.</summary>
/// <remarks>What is off is measured against the time before the alarm, which the trouble itself can not shift. Mutable struct: keep in one field.</remarks>
internal struct TroubleTrack
{
    private const double LeastDeviation = 3;
    private const int PatiencePoints = 12;

    private double _centre, _spread, _limit, _sign;
    private long _since;
    private int _points, _goods;
    private uint _off;
    private bool _pending;

    public HealthState State { get; private set; }

    /// <summary>How far the last value lay from the time before the alarm, in its standard deviations; 0 where there is no trouble.</summary>
    public double Distance { get; private set; }

    public static TroubleTrack None => new() { State = HealthState.Healthy };

    /// <summary>Takes a judged point in.</summary>
    public void Take(long time, double value, bool alarm, double deviation, in SeriesViews views, DetectorOptions options)
    {
        bool watching = _pending || State != HealthState.Healthy;
        if (!watching && alarm && Math.Abs(deviation) >= LeastDeviation)
        {
            (_centre, _spread, _sign) = (views.Centre, views.Spread, Math.Sign(deviation));
            _limit = Math.Max(LeastDeviation, Math.Abs(deviation) / 3);
            (_since, _points, _goods, _off, _pending) = (time, 0, 0, 0, true);
            watching = true;
        }

        Distance = 0;
        if (!watching)
            return;

        Distance = (value - _centre) / _spread;
        bool off = Distance * _sign >= _limit;
        _points++;
        _off = _off << 1 | (off ? 1u : 0u);
        _goods = off ? 0 : _goods + 1;
        uint window = _off & (uint)((1ul << options.ConfirmOf) - 1);
        if (_goods >= options.ConfirmOf || _points > PatiencePoints && time - _since > options.AcceptAfter.Ticks)
            this = None;
        else if (BitOperations.PopCount(window) >= options.ConfirmAfter)
            Worsen(Math.Abs(Distance), options);
    }

    public static bool IsBad(double deviation, BadDirection bad) => bad switch
    {
        BadDirection.Up => deviation > 0,
        BadDirection.Down => deviation < 0,
        _ => true,
    };

    private void Worsen(double distance, DetectorOptions options)
    {
        HealthState seen = distance >= options.FailedDeviation ? HealthState.Failed
            : distance >= options.CriticalDeviation ? HealthState.Critical : HealthState.Degraded;
        _pending = false;
        if (State == HealthState.Healthy || seen < State)
            State = seen;
    }
}
