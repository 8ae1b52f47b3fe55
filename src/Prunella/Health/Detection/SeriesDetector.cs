using System.Runtime.InteropServices;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Watches one series, point by point: says how unusual each is, when to raise an alarm, and in what state the series is.</summary>
/// <remarks>
/// Nothing is trained and nothing looks ahead: after <see cref="LearningPoints"/> points it judges each by what came before, in constant time and
/// without allocating. Symbols of eight views that were never seen before are the evidence, together with the plain distance from the recent values;
/// docs/detection.md tells how and why. Not thread-safe.
/// </remarks>
public sealed class SeriesDetector
{
    /// <summary>So many points are learned from before the first is judged.</summary>
    public const int LearningPoints = 100;

    /// <summary>The longest state of <see cref="Save"/>, in bytes.</summary>
    public const int MaxStateBytes = 4096;

    private const uint Format = 0x50440002; // "PD", version 2
    private const double ScoreScale = 10, FirstDeviation = 3, RestOfDay = 0.2, SlotPace = 0.2, GapPeriods = 10;
    private const int LeastRest = 12, MostRest = 200;

    private readonly DetectorOptions _options;
    private readonly NoveltyMemory _memory = new();
    private Learning? _learning;
    private Core _core;
    private double _share, _pace;
    private int _rest;

    /// <param name="options">How to judge; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public SeriesDetector(DetectorOptions? options = null)
    {
        _options = options ?? new DetectorOptions();
        DetectorOptionsValidator.Require(_options);
        _learning = new Learning();
        _core = new Core { Budget = new AlarmBudget(), Track = TroubleTrack.None, SinceReport = int.MaxValue };
    }

    /// <summary>Whether it has learned enough to judge.</summary>
    public bool IsReady => _learning is null;

    /// <summary>The state of the series.</summary>
    public HealthState State => _core.Track.State;

    /// <summary>The usual time from one point to the next; zero while learning.</summary>
    public TimeSpan Interval => TimeSpan.FromTicks(_core.Interval);

    /// <summary>Takes a point in.</summary>
    /// <param name="time">Its time. Points come in order; a step backwards is survived.</param>
    /// <param name="value">Its value; one that is not finite counts as missing.</param>
    public Detection Observe(DateTimeOffset time, double value)
    {
        if (!double.IsFinite(value))
            return Nothing(PointVerdict.Missing);

        long now = time.UtcTicks;
        PointVerdict verdict = IsReady ? PointVerdict.Judged : PointVerdict.Learned;
        if (_core.Points > 0)
        {
            if (now == _core.Last)
                return Nothing(PointVerdict.Duplicate);
            if (now < _core.Last)
                verdict = PointVerdict.ClockStep;
            else if (_core.Interval > 0 && now - _core.Last > GapPeriods * _core.Interval)
                _core.Views.Break();
        }

        _core.Last = now;
        _core.Points++;
        int slot = (int)(now / TimeSpan.TicksPerHour % SeriesViews.Slots);
        return _learning is { } learning ? Learn(learning, now, value, slot, verdict) : Judge(now, value, slot, verdict);
    }

    /// <summary>Says that a total began anew: the increase is unknown, and the next point is not compared with the last one.</summary>
    public Detection ObserveReset()
    {
        _core.Views.Break();
        return Nothing(PointVerdict.Reset);
    }

    /// <summary>All that was learned, to go on from after a restart: less than <see cref="MaxStateBytes"/>; empty while learning.</summary>
    public byte[] Save()
    {
        if (!IsReady)
            return [];
        byte[] buffer = new byte[MaxStateBytes];
        int used = Exchange(buffer, reading: false);
        return buffer[..used];
    }

    /// <summary>Goes on from a saved state.</summary>
    /// <param name="state">What <see cref="Save"/> gave.</param>
    /// <param name="options">How to judge; null for the defaults.</param>
    /// <returns>A detector; null where the bytes are not such a state, or of another version.</returns>
    public static SeriesDetector? Restore(ReadOnlySpan<byte> state, DetectorOptions? options = null)
    {
        var detector = new SeriesDetector(options);
        byte[] copy = new byte[MaxStateBytes];
        if (state.Length is < 8 or > MaxStateBytes)
            return null;
        state.CopyTo(copy);
        if (MemoryMarshal.Read<uint>(copy) != Format)
            return null;
        int used = detector.Exchange(copy, reading: true);
        if (used != state.Length || MemoryMarshal.Read<uint>(copy.AsSpan(4)) != Checksum(copy.AsSpan(8, used - 8)))
            return null;
        detector._learning = null;
        detector.Settle();
        return detector;
    }

    private Detection Learn(Learning learning, long now, double value, int slot, PointVerdict verdict)
    {
        learning.Add(now, value, slot);
        if (!learning.IsDone)
            return Nothing(verdict);

        _core.Interval = learning.Interval;
        Settle();
        learning.Teach(_memory, ref _core.Views, _pace);
        _core.TurnAt = now + _options.Memory.Ticks;
        _learning = null;
        return Nothing(verdict);
    }

    private Detection Judge(long now, double value, int slot, PointVerdict verdict)
    {
        if (now >= _core.TurnAt || verdict == PointVerdict.ClockStep && _core.TurnAt - now > 2 * _options.Memory.Ticks)
        {
            _memory.Turn();
            _core.Budget.Turn();
            _core.TurnAt = now + _options.Memory.Ticks;
        }

        Span<double> views = stackalloc double[SeriesViews.Count];
        _core.Views.Take(value, slot, _pace, views);
        double surprise = _memory.Take(views, learning: false), deviation = _core.Views.Deviation;
        if (Math.Abs(deviation) > FirstDeviation)
            surprise += Math.Log(Math.Abs(deviation) / FirstDeviation);

        surprise = Rested(surprise);
        bool matters = Math.Abs(value) >= _options.Least && TroubleTrack.IsBad(deviation, _options.Bad);
        bool alarm = _core.Budget.Take(surprise, _share, matters, out double threshold);
        _core.Track.Take(now, value, alarm, deviation, _core.Views, _options);
        return new Detection(surprise > 0 ? 1 - Math.Pow(2, -surprise / ScoreScale) : 0, surprise, threshold, alarm, deviation, State, verdict);
    }

    // One report for each incident: for a while after a report only what exceeds it is reported.
    private double Rested(double surprise)
    {
        if (_core.SinceReport < int.MaxValue)
            _core.SinceReport++;
        if (surprise <= 0 || _core.SinceReport <= _rest && surprise <= _core.Reported)
            return 0;
        _core.Reported = surprise;
        _core.SinceReport = 0;
        return surprise;
    }

    // What follows from the interval, which is known once and for all after learning.
    private void Settle()
    {
        double days = (double)_core.Interval / TimeSpan.TicksPerDay;
        _rest = (int)Math.Clamp(RestOfDay / days, LeastRest, MostRest);
        _share = Math.Min(0.5, _options.AlarmsPerDay * days);
        // An hour's usual value follows the days, however many points an hour has.
        _pace = SlotPace * Math.Min(1, _core.Interval / (5.0 * TimeSpan.TicksPerMinute));
    }

    private Detection Nothing(PointVerdict verdict) => new(0, 0, _core.Budget.Threshold(Math.Max(1e-9, _share)), false, 0, State, verdict);

    private int Exchange(Span<byte> bytes, bool reading)
    {
        var exchange = new StateBytes(bytes, reading);
        uint format = Format, check = 0;
        exchange.Exchange(ref format);
        exchange.Exchange(ref check);
        exchange.Exchange(ref _core);
        _memory.Exchange(ref exchange);
        if (!reading)
        {
            check = Checksum(bytes[8..exchange.Used]);
            MemoryMarshal.Write(bytes[4..], in check);
        }

        return exchange.Used;
    }

    // FNV-1a: against half-written files, not against forgery.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint hash = 2166136261;
        foreach (byte part in bytes)
            hash = (hash ^ part) * 16777619;
        return hash;
    }

    private struct Core
    {
        public SeriesViews Views;
        public AlarmBudget Budget;
        public TroubleTrack Track;
        public double Reported;
        public long Points, Last, Interval, TurnAt;
        public int SinceReport;
    }
}
