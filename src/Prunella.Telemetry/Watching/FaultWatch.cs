using System.Collections.Immutable;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Watching;

/// <summary>Watches traces and metrics as they come, and tells of services that are in trouble.</summary>
/// <remarks>
/// The newest seconds are compared with windows of ordinary time of the same length: how long each operation and each way between two services
/// takes, which steps each operation takes, and in which order. Time in trouble is not learnt from. Not thread-safe.
/// </remarks>
public sealed class FaultWatch
{
    private const int LeastContrary = 3;
    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(3);
    private readonly FaultWatchOptions _options;
    private readonly RecentTime _recent;
    private readonly Lessons _lessons;
    private readonly OrdinaryTime _ordinary = new();
    private readonly MeterWatch _meters = new();
    private readonly LineFlow _lines = new();
    private readonly Dictionary<string, TroubleTrack> _tracks = new(StringComparer.Ordinal);
    private long _now, _nextLook, _newest, _settled;
    private bool _news;

    /// <param name="options">How it looks; the defaults where null.</param>
    /// <exception cref="ArgumentException">An option is not as it must be.</exception>
    public FaultWatch(FaultWatchOptions? options = null)
    {
        _options = options ?? new FaultWatchOptions();
        _options.Check(nameof(options));
        _recent = new RecentTime(_options.Step.Ticks, _options.LongWindow.Ticks);
        _lessons = new Lessons(_recent, _recent.CountOf(_options.Window.Ticks));
    }

    /// <summary>Takes in a whole trace. They come by when they ended.</summary>
    public void Observe(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        long end = Ticks(trace.Spans.Max(static span => span.End));
        if (_recent.At(end, _now) is not { } slot)
            return;
        TraceFacts.Count(trace, slot);
        Came(end);
    }

    /// <summary>Takes in a record of a log, of the service that it names, or else of the one that is its category.</summary>
    /// <remarks>Records of one piece of work come in their order; one without a time is from now.</remarks>
    public void Observe(in LogRecord record)
    {
        long time = record.Ticks > 0 ? record.Ticks : _now;
        if (_recent.At(time, _now) is not { } slot)
            return;
        _lines.Count(record, time, slot);
        Came(time);
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
        if (_now >= _nextLook)
        {
            _nextLook = _now - _now % _options.Step.Ticks + _options.Step.Ticks;
            if (_recent.At(_now, _now) is { } slot)
                _lines.End(_now, slot);
            if (_news)
                Look();
            Forget();
        }

        return _tracks.Count == 0 ? [] : Tell();
    }

    // What starts is slow, and what is half told looks broken: after a silence the first window is not judged.
    private void Came(long time)
    {
        if (time - _newest > _options.LongWindow.Ticks)
            _settled = time + _options.Window.Ticks;
        _newest = Math.Max(_newest, time);
        _news = true;
    }

    private void Look()
    {
        _news = false;
        long present = _recent.NumberOf(_now);
        Tally shortly = _recent.Between(present - _recent.CountOf(_options.Window.Ticks), present + 1);
        Tally longer = _recent.Between(present - _recent.CountOf(_options.LongWindow.Ticks), present + 1);
        List<Sign> signs = [.. SlowWays.Attribute([.. _ordinary.Compare(shortly, null, _options), .. _ordinary.Compare(longer, shortly, _options)])];
        if (_now >= _settled)
        {
            foreach (IGrouping<string, Sign> one in Consequences.Mark(signs, _ordinary.Calls).GroupBy(static sign => sign.Service))
                Note(one.Key, [.. one.OrderByDescending(static sign => sign.Deviations)], _now, 0);
        }

        foreach ((string service, TroubleTrack track) in _tracks.ToArray())
        {
            if (_now - track.Seen >= _options.Window.Ticks && track.Signs[0].Number.Unit != MeterWatch.Unit && shortly.FactsOf(service) >= LeastContrary)
                _tracks.Remove(service); // passed, as far as traces show
        }

        foreach (Tally window in _lessons.Next(present, calm: !signs.Exists(sign => sign.Deviations >= _options.Alarm)))
        {
            _ordinary.Learn(window);
            _meters.Learn(_ordinary.Calls);
        }
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

    private void Forget()
    {
        foreach ((string service, TroubleTrack track) in _tracks)
        {
            if (_now - track.Seen > Forgotten.Ticks)
                _tracks.Remove(service);
        }
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
