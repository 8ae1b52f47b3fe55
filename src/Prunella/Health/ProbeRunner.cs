using System.Globalization;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Takes one look after another by one schedule. Lives on the loop.</summary>
/// <remarks>
/// The timeout is judged by the loop's own timer: a probe that ignores its token, or blocks the thread it is on, fails as one that answers badly
/// does. Its call is then abandoned. At most one abandoned call lies beside a live one: while two have not come back no third
/// is begun, and each look counts as failed. A component that has just begun has the schedule's grace to its first answer.
/// </remarks>
internal sealed class ProbeRunner(ILoop loop, Random random, ProbeSchedule schedule, Action<HealthReading> conclude)
{
    private const int MostCalls = 2;
    private const double GridShare = 0.02;

    private Look? _current;
    private IDisposable? _next;
    private int _calls;
    private long? _begun; // null once it has answered
    private bool _stopped;

    public ProbeSchedule Schedule => schedule;

    /// <summary>Begins at a random place within the first period, so that a thousand probes do not begin together.</summary>
    public void Start()
    {
        _begun = loop.Time.GetTimestamp();
        _next = loop.Schedule(schedule.Period * random.NextDouble(), Begin);
    }

    /// <summary>What is looked at was replaced: a look at the former is void, the first at its successor begins at once.</summary>
    public void Renew()
    {
        if (_stopped)
            return;
        _begun = loop.Time.GetTimestamp();
        if (_current is { } look)
            Abandon(look);
        _next?.Dispose();
        _next = loop.Schedule(TimeSpan.Zero, Begin);
    }

    public void Stop()
    {
        _stopped = true;
        _next?.Dispose();
        if (_current is { } look)
            Abandon(look);
    }

    private TimeSpan GraceLeft =>
        _begun is { } begun && schedule.Grace - loop.Time.GetElapsedTime(begun) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    private void Begin()
    {
        _next = null;
        long started = loop.Time.GetTimestamp();
        if (_calls == MostCalls)
        {
            End(started, new HealthReading(HealthState.Failed, $"{_calls} looks before have not come back ({schedule.Probe.Description})"));
            return;
        }

        _calls++;
        var look = new Look(started, GraceLeft > schedule.Timeout ? GraceLeft : schedule.Timeout);
        _current = look;
        look.Timer = loop.Schedule(look.Patience, () => TimeOut(look));
        _ = RunAsync(look);
    }

    private async Task RunAsync(Look look)
    {
        HealthReading reading;
        try
        {
            reading = await MeasureAsync(look.Cancel.Token).ConfigureAwait(false) ?? new HealthReading(HealthState.Failed, "the probe gave nothing");
        }
        catch (Exception error)
        {
            reading = new HealthReading(HealthState.Failed, $"{error.GetType().Name}: {error.Message}");
        }

        if (loop.IsCurrent)
            ComeBack(look, reading);
        else
            loop.Post(() => ComeBack(look, reading));
    }

    private Task<HealthReading> MeasureAsync(CancellationToken token) => schedule.Probe is INonBlockingProbe probe
        ? probe.MeasureAsync(token).AsTask()
        : Task.Run(() => schedule.Probe.MeasureAsync(token).AsTask(), CancellationToken.None);

    private void ComeBack(Look look, HealthReading reading)
    {
        _calls--;
        if (look != _current)
            return; // abandoned long ago
        _current = null;
        look.Timer?.Dispose();
        look.Cancel.Dispose();
        End(look.Started, reading);
    }

    private void TimeOut(Look look)
    {
        if (look != _current)
            return;
        Abandon(look);
        string limit = look.Patience.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        End(look.Started, new HealthReading(HealthState.Failed, $"no answer within {limit} ms ({schedule.Probe.Description})"), timedOut: true);
    }

    private void Abandon(Look look)
    {
        _current = null;
        look.Timer?.Dispose();
        _ = look.Cancel.CancelAsync(); // what foreign code hangs on the token runs on the pool, not here
    }

    private void End(long started, HealthReading reading, bool timedOut = false)
    {
        TimeSpan took = loop.Time.GetElapsedTime(started);
        HealthMetrics.Probed(took, reading.State, timedOut);
        bool answered = reading.State > HealthState.Critical;
        if (answered || reading.Conclusive || GraceLeft == TimeSpan.Zero)
            conclude(reading);
        if (answered)
            _begun = null;
        if (_stopped || _next is not null)
            return; // whoever heard of it has ended the watch, or wants another look at once
        TimeSpan gap = schedule.Period * (1 + schedule.Jitter * (2 * random.NextDouble() - 1));
        _next = loop.Schedule(OnGrid(gap - took), Begin);
    }

    // Where it may be early or late, a look begins on a grid that all looks of its period share: some twenty of a thousand wake the loop together, not each by itself.
    private TimeSpan OnGrid(TimeSpan delay)
    {
        TimeSpan slot = schedule.Period * Math.Min(GridShare, schedule.Jitter / 2);
        if (slot <= TimeSpan.Zero || delay <= slot)
            return delay;
        TimeSpan due = loop.Time.GetElapsedTime(0, loop.Time.GetTimestamp()) + delay;
        return delay + TimeSpan.FromTicks(slot.Ticks / 2 - (due.Ticks + slot.Ticks / 2) % slot.Ticks);
    }

    private sealed class Look(long started, TimeSpan patience)
    {
        public long Started => started;

        public TimeSpan Patience => patience;

        public CancellationTokenSource Cancel { get; } = new();

        public IDisposable? Timer { get; set; }
    }
}
