namespace Prunella.Supervisor;

/// <summary>Decides from the two heartbeats of a process whether it is frozen or starved.</summary>
/// <remarks>
/// It judges only a process that has beaten, with no debugger attached and no dump being written. The limits grow to three times
/// the process's own 99.9th percentile of gaps, at most threefold, so that a process that is always slow is not called ill.
/// Times are monotonic, from any one beginning.
/// </remarks>
internal sealed class HeartbeatJudge(HeartbeatLimits limits)
{
    private const int EnoughGaps = 1000;
    private const double UsualPart = 0.999;
    private const int Slack = 3;

    private readonly GapHistogram _gaps = new();
    private TimeSpan? _last;
    private TimeSpan _poolAge;
    private bool _excused;

    /// <summary>Whether it ever beat.</summary>
    public bool HasBeaten => _last is not null;

    /// <summary>Takes a beat.</summary>
    /// <param name="now">When it was read.</param>
    /// <param name="poolAge">How long the thread pool had been silent then.</param>
    /// <param name="excused">Whether the process says that it must not be judged now.</param>
    public void Beat(TimeSpan now, TimeSpan poolAge, bool excused)
    {
        if (_last is { } last && now > last)
            _gaps.Add(now, now - last);
        _last = now;
        _poolAge = poolAge;
        _excused = excused;
    }

    /// <summary>Forgives the silence up to now: it was the judge that slept.</summary>
    public void Forgive(TimeSpan now)
    {
        if (_last is not null)
        {
            _last = now;
            _poolAge = TimeSpan.Zero;
        }
    }

    /// <summary>What is wrong at this moment, in words; null where nothing is.</summary>
    public string? Verdict(TimeSpan now)
    {
        if (_last is not { } last || _excused)
            return null;

        TimeSpan silence = now - last;
        if (silence > Limit(limits.Freeze))
            return FormattableString.Invariant($"frozen: no heartbeat for {silence.TotalSeconds:0.00} s");
        TimeSpan poolSilence = _poolAge + silence;
        if (poolSilence > Limit(limits.Starvation))
            return FormattableString.Invariant($"thread pool starved: it has run nothing for {poolSilence.TotalSeconds:0.00} s");
        return null;
    }

    private TimeSpan Limit(TimeSpan floor)
    {
        if (_gaps.Count < EnoughGaps)
            return floor;
        TimeSpan usual = _gaps.Quantile(UsualPart) * Slack;
        return usual <= floor ? floor : usual < floor * Slack ? usual : floor * Slack;
    }
}
