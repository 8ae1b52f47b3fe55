namespace Prunella.Supervisor;

/// <summary>Decides from the two heartbeats of a process whether it is frozen or starved.</summary>
/// <remarks>
/// It judges only a process that has beaten, with no debugger attached and no dump being written. The limits grow to three times
/// the process's own 99.9th percentile of gaps, at most threefold, so that a process that is always slow is not called ill.
/// A process that is silent but uses the processor mostly is not frozen: it collects a large heap on an overloaded machine, and to replace
/// it would add to the load. It gets ten times as long. Times are monotonic, from any one beginning.
/// </remarks>
/// <param name="limits">The limits.</param>
/// <param name="processorTicks">The processor time the process has used, in ticks of 10 ms; asked only once it is silent. Null where it is not known.</param>
internal sealed class HeartbeatJudge(HeartbeatLimits limits, Func<long?>? processorTicks = null)
{
    private const int EnoughGaps = 1000;
    private const double UsualPart = 0.999;
    private const int Slack = 3;
    private const int BusySlack = 10;
    private const int BusyTicks = 2;

    // An age that a process made up may be as long as a number can be.
    private static readonly TimeSpan MostPoolAge = TimeSpan.FromDays(1);

    private readonly GapHistogram _gaps = new();
    private TimeSpan? _last;
    private TimeSpan _poolAge;
    private bool _excused;
    private long? _ticksInSilence;

    /// <summary>Whether it ever beat.</summary>
    public bool HasBeaten => _last is not null;

    /// <summary>The longest time between two beats so far.</summary>
    public TimeSpan LongestSilence { get; private set; }

    /// <summary>The longest time so far in which the thread pool ran nothing.</summary>
    public TimeSpan LongestPoolSilence { get; private set; }

    /// <summary>Takes a beat.</summary>
    /// <param name="now">When it was read.</param>
    /// <param name="poolAge">How long the thread pool had been silent then.</param>
    /// <param name="excused">Whether the process says that it must not be judged now.</param>
    public void Beat(TimeSpan now, TimeSpan poolAge, bool excused)
    {
        if (_last is { } last && now > last)
            Note(now, now - last);
        _last = now;
        _poolAge = poolAge < MostPoolAge ? poolAge : MostPoolAge;
        _excused = excused;
        _ticksInSilence = null;
    }

    /// <summary>Forgives the silence up to now: it was the judge that slept.</summary>
    public void Forgive(TimeSpan now)
    {
        if (_last is not null)
        {
            _last = now;
            _poolAge = TimeSpan.Zero;
            _ticksInSilence = null;
        }
    }

    /// <summary>What is wrong at this moment, in words; null where nothing is.</summary>
    public string? Verdict(TimeSpan now)
    {
        if (_last is not { } last || _excused)
            return null;

        TimeSpan silence = now - last;
        if (silence > limits.Freeze / 2)
            _ticksInSilence ??= processorTicks?.Invoke();
        if (silence > Limit(limits.Freeze) && (silence > limits.Freeze * BusySlack || !IsBusy()))
            return FormattableString.Invariant($"frozen: no heartbeat for {silence.TotalSeconds:0.00} s");
        // Of a process that is silent for long nothing is known of the pool either.
        TimeSpan poolSilence = _poolAge + (silence < limits.Freeze ? silence : limits.Freeze);
        if (poolSilence > Limit(limits.Starvation))
            return FormattableString.Invariant($"thread pool starved: it has run nothing for {poolSilence.TotalSeconds:0.00} s");
        return null;
    }

    // Since the middle of the limit at the latest.
    private bool IsBusy() => _ticksInSilence is { } before && processorTicks?.Invoke() - before >= BusyTicks;

    private void Note(TimeSpan now, TimeSpan silence)
    {
        _gaps.Add(now, silence);
        LongestSilence = Longer(LongestSilence, silence);
        LongestPoolSilence = Longer(LongestPoolSilence, _poolAge + silence);
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private TimeSpan Limit(TimeSpan floor)
    {
        if (_gaps.Count < EnoughGaps)
            return floor;
        TimeSpan usual = _gaps.Quantile(UsualPart) * Slack;
        return usual <= floor ? floor : usual < floor * Slack ? usual : floor * Slack;
    }
}
