using System.Globalization;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Takes one look after another by one schedule. Lives on the loop.</summary>
/// <remarks>
/// The timeout is judged by the loop's own timer: a probe that ignores its token, or blocks the thread it is on, fails as one that answers badly
/// does. Its call is then abandoned. At most one abandoned call lies beside a live one: while two have not come back no third
/// is begun, and each look counts as failed.
/// </remarks>
internal sealed class ProbeRunner(ILoop loop, Random random, ProbeSchedule schedule, Action<HealthReading> conclude)
{
    private const int MostCalls = 2;

    private Look? _current;
    private IDisposable? _next;
    private int _calls;
    private bool _stopped;

    public ProbeSchedule Schedule => schedule;

    /// <summary>Begins at a random place within the first period, so that a thousand probes do not begin together.</summary>
    public void Start() => _next = loop.Schedule(schedule.Period * random.NextDouble(), Begin);

    /// <summary>Looks at once, unless a look is under way.</summary>
    public void LookNow()
    {
        if (_stopped || _current is not null)
            return;
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
        var look = new Look(started);
        _current = look;
        look.Timer = loop.Schedule(schedule.Timeout, () => TimeOut(look));
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
        string limit = schedule.Timeout.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
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
        conclude(reading);
        if (_stopped || _next is not null)
            return; // whoever heard of it has ended the watch, or wants another look at once
        TimeSpan gap = schedule.Period * (1 + schedule.Jitter * (2 * random.NextDouble() - 1));
        _next = loop.Schedule(gap - took, Begin);
    }

    private sealed class Look(long started)
    {
        public long Started => started;

        public CancellationTokenSource Cancel { get; } = new();

        public IDisposable? Timer { get; set; }
    }
}
