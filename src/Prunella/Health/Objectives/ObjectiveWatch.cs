using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>Counts the events of objectives at each roll-up, and tells health, the journal and people when an error budget burns too fast.</summary>
/// <remarks>Of the events only counts are kept: about 9 KB for each objective, whatever the traffic. The hub calls it on one thread.</remarks>
public sealed class ObjectiveWatch : ISeriesObserver, IObjectives, IDisposable
{
    /// <summary>What the names of their components begin with.</summary>
    public const string Prefix = "slo/";

    private const string Source = "objective";
    private const int MostPeriods = 10;
    private static readonly TimeSpan _refresh = TimeSpan.FromSeconds(5);

    private readonly Dictionary<SeriesId, WatchedObjective[]> _wanted = [];
    private readonly WatchedObjective[] _objectives;
    private readonly IHealthReporter _reporter;
    private readonly IJournal _journal;
    private readonly TimeSpan _period;
    private DateTimeOffset _last, _shown;
    private volatile IReadOnlyList<ObjectiveStatus> _current;

    /// <param name="objectives">What is promised; valid.</param>
    /// <param name="metrics">The hub that tells it of points.</param>
    /// <param name="reporter">Takes their states.</param>
    /// <param name="health">Whose components' uptime counts.</param>
    /// <param name="journal">Where changes are noted.</param>
    /// <param name="time">The clock of uptime.</param>
    /// <param name="memory">Where the counts outlive the process; null for nowhere.</param>
    /// <exception cref="ArgumentException">An objective is not valid.</exception>
    public ObjectiveWatch(
        IEnumerable<ServiceObjective> objectives, IMetricsReader metrics, IHealthReporter reporter, IHealthMonitor health, IJournal journal, TimeProvider time,
        WatchMemory? memory = null)
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(reporter);
        ArgumentNullException.ThrowIfNull(health);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(time);
        ServiceObjective[] all = [.. objectives];
        foreach ((string key, string fault) in all.SelectMany(ObjectiveOptionsValidator.Faults))
            throw new ArgumentException($"{key} {fault}", nameof(objectives));
        (_reporter, _journal, _period) = (reporter, journal, metrics.Period);
        _objectives = [.. all.Select(objective => new WatchedObjective(objective, Feed(objective)))];
        foreach (WatchedObjective one in _objectives)
        {
            if (memory?.Find(one.Key) is { } counts)
                one.Ledger.Restore(counts);
        }

        memory?.Keep(() => _objectives.Select(static one => KeyValuePair.Create(one.Key, one.Ledger.Save())));
        _current = [.. _objectives.Select(static one => one.Ledger.Status(default))];

        IObjectiveFeed Feed(ServiceObjective objective) => objective.Kind switch
        {
            ObjectiveKind.Health => new UptimeFeed(health, new ComponentName(objective.Component!), time),
            ObjectiveKind.Points => new PointFeed(objective),
            ObjectiveKind.Recorded => new RecordedFeed(),
            _ => objective.AtMost is null ? new RequestFeed(objective) : new LatencyFeed(objective, metrics),
        };
    }

    /// <inheritdoc/>
    public IReadOnlyList<ObjectiveStatus> Current => _current;

    /// <inheritdoc/>
    public void Record(string objective, long good, long bad)
    {
        foreach (WatchedObjective one in _objectives)
        {
            if (one.Feed is RecordedFeed feed && one.Objective.Name == objective)
                feed.Add(good, bad);
        }
    }

    /// <inheritdoc/>
    public void OnPoint(SeriesInfo series, in SeriesPoint point)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (_objectives.Length == 0)
            return;
        if (!_wanted.TryGetValue(series.Id, out WatchedObjective[]? wanted))
            _wanted.Add(series.Id, wanted = [.. _objectives.Where(one => one.Feed.Wants(series))]);
        if (!point.HasValue)
            return;
        TimeSpan period = Since(point.Time);
        foreach (WatchedObjective one in wanted)
            one.Feed.Take(series, point, period);
    }

    /// <inheritdoc/>
    public void OnRolledUp(DateTimeOffset time)
    {
        if (_objectives.Length == 0)
            return;
        long watched = Since(time).Ticks;
        foreach (WatchedObjective one in _objectives)
            Judge(one, time, watched);
        _last = time;
        if (time - _shown >= _refresh || _shown == default)
            Show(time);
    }

    /// <summary>Watches no more.</summary>
    public void Dispose()
    {
        foreach (WatchedObjective one in _objectives)
            (one.Feed as IDisposable)?.Dispose();
    }

    private void Judge(WatchedObjective one, DateTimeOffset time, long watched)
    {
        (EventCounts events, bool seen) = one.Feed.Collect(time);
        HealthState before = one.Ledger.State;
        one.Ledger.Add(time, events with { Watched = seen ? watched : 0 });
        if (one.Ledger.State == before)
            return;
        ObjectiveStatus status = one.Ledger.Status(time);
        _ = _journal.Append(new ObjectiveChanged
        {
            Component = status.Component, Objective = status.Name, From = before, To = status.State, BudgetLeft = status.BudgetLeft, Reason = status.Reason,
        });
        Show(time);
    }

    private void Show(DateTimeOffset time)
    {
        _shown = time;
        ObjectiveStatus[] now = [.. _objectives.Select(one => one.Ledger.Status(time))];
        _current = now;
        for (int i = 0; i < now.Length; i++)
        {
            if (!_objectives[i].IsRegistered)
                _reporter.Register(_objectives[i].Describe(now[i].Component));
            if (now[i].Good + now[i].Bad > 0)
                _reporter.Report(now[i].Component, Source, new HealthReading(now[i].State, now[i].Reason) { Conclusive = true });
        }

        ObjectiveMetrics.Publish(this);
    }

    // What was not watched, as while the machine slept, is not counted as such.
    private TimeSpan Since(DateTimeOffset time) => _last == default || time - _last > _period * MostPeriods || time < _last ? _period : time - _last;
}
