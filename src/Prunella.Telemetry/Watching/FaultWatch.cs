using System.Collections.Immutable;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Watching;

/// <summary>Watches traces and metrics as they come, and tells of services that are in trouble.</summary>
/// <remarks>
/// The newest seconds are compared with windows of ordinary time of the same length: how long each operation and each way between two services
/// takes, and which steps each operation takes. Time in trouble is not learnt from. Not thread-safe.
/// </remarks>
public sealed class FaultWatch
{
    private const int MostTraces = 100_000, LeastWindows = 5, LeastContrary = 3;
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(3);
    private readonly FaultWatchOptions _options;
    private readonly Queue<TraceFacts> _recent = new();
    private readonly OrdinaryTime _ordinary = new();
    private readonly MeterWatch _meters = new();
    private readonly Dictionary<string, TroubleTrack> _tracks = new(StringComparer.Ordinal);
    private readonly Queue<(long Time, Tally Window)> _fresh = new();
    private long _now, _nextLook, _learnt, _windows;
    private bool _news;

    /// <param name="options">How it looks; the defaults where null.</param>
    /// <exception cref="ArgumentException">An option is not as it must be.</exception>
    public FaultWatch(FaultWatchOptions? options = null)
    {
        _options = options ?? new FaultWatchOptions();
        _options.Check(nameof(options));
    }

    /// <summary>Takes in a whole trace. They come by when they ended.</summary>
    public void Observe(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (_recent.Count == MostTraces)
            _recent.Dequeue();
        _recent.Enqueue(TraceFacts.Of(trace));
        _news = true;
    }

    /// <summary>Takes in a value of a metric.</summary>
    public void Observe(in Reading reading)
    {
        foreach (Sign sign in _meters.Observe(reading))
            Note(sign.Service, [sign], reading.Time.UtcTicks, _meters.Interval.Ticks);
    }

    /// <summary>Says what time it is; looks when it is time to.</summary>
    /// <returns>The services in trouble, the likeliest cause first; empty where there is nothing to tell.</returns>
    public ImmutableArray<Finding> Advance(DateTimeOffset now)
    {
        _now = Math.Max(_now, now.UtcTicks);
        if (_now < _nextLook)
            return [];
        _nextLook = _now - _now % _options.Step.Ticks + _options.Step.Ticks;
        if (_news)
            Look();
        foreach ((string service, TroubleTrack track) in _tracks.ToArray())
        {
            if (_now - track.Seen > Forgotten.Ticks)
                _tracks.Remove(service);
        }

        return Tell();
    }

    private void Look()
    {
        _news = false;
        while (_recent.TryPeek(out TraceFacts? oldest) && Ticks(oldest.End) <= _now - _options.LongWindow.Ticks)
            _recent.Dequeue();
        Tally shortly = TallyOf(_options.Window), longer = TallyOf(_options.LongWindow);
        List<Sign> signs = [.. SlowWays.Attribute([.. _ordinary.Compare(shortly, null, _options), .. _ordinary.Compare(longer, shortly, _options)])];
        foreach (IGrouping<string, Sign> one in signs.GroupBy(static sign => sign.Service))
            Note(one.Key, [.. one.OrderByDescending(static sign => sign.Deviations)], _now, 0);
        foreach ((string service, TroubleTrack track) in _tracks.ToArray())
        {
            if (_now - track.Seen > _options.Window.Ticks && track.Signs[0].Number.Unit != MeterWatch.Unit && shortly.ValuesOf(service) >= LeastContrary)
                _tracks.Remove(service); // passed, as far as traces show
        }

        bool calm = !signs.Exists(sign => sign.Deviations >= _options.Alarm);
        if (calm && _now - _learnt >= _options.Window.Ticks)
        {
            _learnt = _now;
            _fresh.Enqueue((_now, shortly));
        }

        Learn(calm);
    }

    // A trouble shows late: a window is ordinary when nothing was found in the next one either.
    private void Learn(bool calm)
    {
        while (_fresh.TryPeek(out (long Time, Tally Window) next) && (_windows < LeastWindows || _now - next.Time > _options.Window.Ticks || !calm))
        {
            _fresh.Dequeue();
            if (!calm && _now - next.Time <= _options.Window.Ticks)
                continue;
            _ordinary.Learn(next.Window);
            _meters.Learn(_ordinary.Calls);
            _windows++;
        }
    }

    private Tally TallyOf(TimeSpan length)
    {
        var tally = new Tally();
        foreach (TraceFacts facts in _recent)
        {
            if (Ticks(facts.End) > _now - length.Ticks)
                tally.Add(facts);
        }

        return tally;
    }

    private void Note(string service, IReadOnlyList<Sign> signs, long time, long lasted)
    {
        double strongest = signs[0].Deviations;
        if (!_tracks.TryGetValue(service, out TroubleTrack? track))
        {
            if (strongest < _options.Alarm)
                return;
            _tracks.Add(service, track = new TroubleTrack(time - lasted));
        }
        else if (strongest < _options.Calm)
        {
            return;
        }

        track.Since = Math.Min(track.Since, time - lasted);
        track.Seen = Math.Max(track.Seen, time);
        track.Signs = signs;
    }

    private ImmutableArray<Finding> Tell()
    {
        List<KeyValuePair<string, TroubleTrack>> due = [.. _tracks.Where(pair =>
            _now - pair.Value.Since >= _options.Hold.Ticks && pair.Value.Seen > pair.Value.Told && _now - pair.Value.Told >= _options.Repeat.Ticks)];
        foreach ((_, TroubleTrack track) in due)
            track.Told = _now;
        return [.. due.OrderByDescending(static pair => Suspicion.Of(pair.Value.Signs)).ThenBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => Suspicion.Finding(pair.Key, pair.Value, _now))];
    }

    private static long Ticks(long nanoseconds) => DateTime.UnixEpoch.Ticks + nanoseconds / 100;
}
