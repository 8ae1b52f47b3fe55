using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>Watches series that have a limit, and warns of each that will come to it within the horizon: reported to health as the source <c>exhaustion</c>, at worst degraded.</summary>
/// <remarks>The hub calls it on one thread. It keeps no points: it reads the hub's. docs/prediction.md tells how it decides.</remarks>
public sealed class ExhaustionWatch : ISeriesObserver
{
    /// <summary>The source of the reports.</summary>
    public const string Source = "exhaustion";

    private const int GoodReports = 3;
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(10);

    private readonly ExhaustionOptions _options;
    private readonly IMetricsReader _metrics;
    private readonly IHealthReporter _reporter;
    private readonly IHealthMonitor _health;
    private readonly ComponentName _own;
    private readonly ExhaustionRule[] _rules;
    private readonly HashSet<SeriesId> _met = [];
    private readonly List<ExhaustionTrack> _tracks = [];
    private readonly Dictionary<SeriesId, (SeriesKey Key, double Value)> _limits = [];
    private readonly Dictionary<ComponentName, int> _reported = [];
    private DateTimeOffset _next;
    private volatile IReadOnlyList<Exhaustion> _current = [];

    /// <param name="options">What to watch.</param>
    /// <param name="metrics">The hub that tells it of points.</param>
    /// <param name="reporter">Takes the warnings.</param>
    /// <param name="health">Tells which components are known already; others are registered at their first warning.</param>
    /// <param name="own">The component of series that name none.</param>
    public ExhaustionWatch(ExhaustionOptions options, IMetricsReader metrics, IHealthReporter reporter, IHealthMonitor health, ComponentName own)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(reporter);
        ArgumentNullException.ThrowIfNull(health);
        (_options, _metrics, _reporter, _health, _own) = (options, metrics, reporter, health, own);
        _rules = options.Enabled ? [.. options.Rules, .. ExhaustionOptions.Usual] : [];
    }

    /// <summary>The warnings that stand. Any thread may read.</summary>
    public IReadOnlyList<Exhaustion> Current => _current;

    /// <summary>How many series are watched.</summary>
    public int Count => _tracks.Count;

    /// <inheritdoc/>
    public void OnPoint(SeriesInfo series, in SeriesPoint point)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (_met.Add(series.Id))
            Meet(series);
        if (point.HasValue && _limits.ContainsKey(series.Id))
            _limits[series.Id] = (series.Key, point.Value);
    }

    /// <inheritdoc/>
    public void OnRolledUp(DateTimeOffset time)
    {
        if (time < _next && _next - time <= _every)
            return;
        _next = time + _every;
        foreach (ExhaustionTrack track in _tracks)
        {
            if (LimitOf(track) is { } limit)
                track.Look(_metrics, limit, time, _options);
        }

        Exhaustion[] now = [.. _tracks.Select(static track => track.Warning).OfType<Exhaustion>().OrderBy(static warning => warning.Lead.Likely)];
        _current = now;
        foreach (Exhaustion warning in now)
        {
            if (_reported.TryAdd(warning.Component, 0) && !_health.Current.Components.ContainsKey(warning.Component))
                _reporter.Register(new ComponentDescription(warning.Component) { Kind = "process" });
        }

        foreach (ComponentName component in _reported.Keys.ToArray())
            Report(component, now);
    }

    private void Report(ComponentName component, Exhaustion[] now)
    {
        if (Array.Find(now, warning => warning.Component == component) is { } soonest)
        {
            _reported[component] = 0;
            int others = now.Count(warning => warning.Component == component) - 1;
            _reporter.Report(component, Source, new HealthReading(HealthState.Degraded, soonest.Reason + (others > 0 ? $"; {others} more series" : string.Empty)));
        }
        else
        {
            _reporter.Report(component, Source, HealthReading.Healthy("nothing comes to its limit soon"));
            if (++_reported[component] >= GoodReports)
                _ = _reported.Remove(component);
        }
    }

    private void Meet(SeriesInfo series)
    {
        if (series.IsOverflow)
            return;
        if (_rules.Any(rule => rule.LimitSeries.Contains(series.Key.Name)))
            _limits[series.Id] = (series.Key, double.NaN);
        if (_tracks.Count >= _options.MaxSeries || Array.Find(_rules, rule => Fits(rule, series.Key)) is not { } rule)
            return;
        _tracks.Add(new ExhaustionTrack(series, rule, ComponentName.TryParse(series.Key.Component, out ComponentName named) ? named : _own));
    }

    private static bool Fits(ExhaustionRule rule, SeriesKey key) =>
        NamePattern.Matches(rule.Series, key.Name) && (rule.Component is not { } about || SeriesMatch.IsOf(key, about));

    private double? LimitOf(ExhaustionTrack track)
    {
        if (track.Rule.Limit is { } fixedLimit)
            return fixedLimit;
        foreach (string name in track.Rule.LimitSeries)
        {
            foreach ((SeriesKey key, double value) in _limits.Values)
            {
                if (key.Name == name && double.IsFinite(value) && key.Tags.All(tag => track.Series.Key.Tags[tag.Key] == tag.Value))
                    return value;
            }
        }

        return null;
    }
}
