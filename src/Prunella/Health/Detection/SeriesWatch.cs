using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>Watches the series of a hub that tell of trouble, each by a detector, and reports the worst of each component's as one source, <c>series</c>.</summary>
/// <remarks>
/// The hub calls it on one thread. A component is reported only from its first trouble on, and after it has been good for a minute no more. The state of
/// a series lasts while it has no points: silence heals nothing.
/// </remarks>
/// <param name="options">What to watch.</param>
/// <param name="reporter">Takes the reports.</param>
/// <param name="health">Tells which components are known already; others are registered at their first trouble.</param>
/// <param name="own">The component of series that name none.</param>
/// <param name="memory">Where what was learned outlives the process; null for nowhere.</param>
public sealed class SeriesWatch(SeriesWatchOptions options, IHealthReporter reporter, IHealthMonitor health, ComponentName own, WatchMemory? memory = null) : ISeriesObserver
{
    /// <summary>The source of the reports.</summary>
    public const string Source = "series";

    private const int GoodReports = 60;

    private readonly Dictionary<SeriesId, WatchedSeries?> _series = [];
    private readonly Dictionary<ComponentName, int> _reported = [];
    private readonly List<WatchedSeries> _watched = [];
    private bool _kept;

    /// <summary>How many series are watched.</summary>
    public int Count => _watched.Count;

    /// <inheritdoc/>
    public void OnPoint(SeriesInfo series, in SeriesPoint point)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (!options.Enabled)
            return;
        if (!_series.TryGetValue(series.Id, out WatchedSeries? watched))
            _series.Add(series.Id, watched = Meet(series));
        watched?.Take(point);
    }

    /// <inheritdoc/>
    public void OnRolledUp(DateTimeOffset time)
    {
        foreach (WatchedSeries series in _watched)
        {
            if (series.State != HealthState.Healthy && _reported.TryAdd(series.Component, 0) && !health.Current.Components.ContainsKey(series.Component))
                reporter.Register(new ComponentDescription(series.Component) { Kind = "process" });
        }

        if (_reported.Count == 0)
            return;
        foreach (ComponentName component in _reported.Keys.ToArray())
            Report(component);
    }

    private void Report(ComponentName component)
    {
        WatchedSeries? worst = null;
        int troubled = 0;
        foreach (WatchedSeries series in _watched)
        {
            if (series.Component != component || series.State == HealthState.Healthy)
                continue;
            troubled++;
            if (worst is null || series.State < worst.State)
                worst = series;
        }

        if (worst is null)
        {
            reporter.Report(component, Source, HealthReading.Healthy("its series are as before"));
            if (++_reported[component] >= GoodReports)
                _ = _reported.Remove(component);
            return;
        }

        _reported[component] = 0;
        HealthState state = worst.State > options.Worst ? worst.State : options.Worst;
        string others = troubled > 1 ? FormattableString.Invariant($"; {troubled - 1} more series") : string.Empty;
        reporter.Report(component, Source, new HealthReading(state, worst.Reason + others));
    }

    private WatchedSeries? Meet(SeriesInfo series)
    {
        if (series.IsOverflow || _watched.Count >= options.MaxSeries || RuleFor(series.Key.Name) is not { } rule)
            return null;
        ComponentName component = ComponentName.TryParse(rule.Component ?? series.Key.Component, out ComponentName named) ? named : own;
        string name = series.Key.ToString();
        DetectorOptions judged = options.Detector with { Bad = rule.Bad, Least = rule.Least };
        SeriesDetector? known = memory?.Find(WatchedSeries.KeyOf(name)) is { Length: > 0 } learned ? SeriesDetector.Restore(learned, judged) : null;
        var watched = new WatchedSeries(rule, component, name, series.Key.ValueUnit, known ?? new SeriesDetector(judged));
        if (!_kept)
            memory?.Keep(() => _watched.Select(static one => KeyValuePair.Create(one.Key, one.Learned)));
        _kept = true;
        _watched.Add(watched);
        return watched;
    }

    private SeriesRule? RuleFor(string name) =>
        options.Rules.Concat(SeriesWatchOptions.Usual).FirstOrDefault(rule =>
            rule.Series.EndsWith('*') ? name.StartsWith(rule.Series[..^1], StringComparison.Ordinal) : name == rule.Series);
}
