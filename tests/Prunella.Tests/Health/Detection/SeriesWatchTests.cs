using Prunella.Health;
using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Tests.Health.Detection;

public sealed class SeriesWatchTests : IHealthReporter, IHealthMonitor
{
    private static readonly DateTimeOffset _start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
    private static readonly ComponentName _shop = new("shop");
    private readonly List<(ComponentName Component, HealthReading Reading)> _reports = [];
    private readonly List<ComponentName> _registered = [];

    SystemHealth IHealthMonitor.Current => new(HealthState.Healthy, string.Empty, new Dictionary<ComponentName, ComponentHealth>());

    void IHealthReporter.Register(ComponentDescription description) => _registered.Add(description.Name);

    void IHealthReporter.Remove(ComponentName component, string reason)
    {
    }

    void IHealthReporter.Report(ComponentName component, string source, HealthReading reading) => _reports.Add((component, reading));

    IDisposable IHealthMonitor.OnTransition(Action<HealthTransition> handler) => throw new NotSupportedException();

    private static SeriesInfo Series(int id, string instrument, SeriesKind kind, params SeriesTag[] tags) =>
        new(new SeriesId(id), new SeriesKey("test", instrument, "s", kind, SeriesTags.Of(tags)), string.Empty, _start);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    // A service by the day in fast motion: load in waves, latency that follows it, bursts, pauses of the collector, silent seconds.
    private static double Latency(Random random, int second)
    {
        double load = 1 + 0.7 * Math.Sin(second / 600.0) + 0.3 * Math.Sin(second / 47.0);
        return 0.02 * (1 + 0.5 * load) * Math.Exp(0.25 * Normal(random)) + (random.Next(120) == 0 ? 0.08 * random.NextDouble() : 0);
    }

    private int Run(SeriesWatch watch, int seconds, Func<Random, int, double> value, int seed = 1)
    {
        SeriesInfo series = Series(0, "http.server.request.duration", SeriesKind.HistogramTail);
        var random = new Random(seed);
        int first = -1;
        for (int second = 0; second < seconds; second++)
        {
            DateTimeOffset now = _start.AddSeconds(second);
            bool silent = random.Next(50) == 0;
            watch.OnPoint(series, new SeriesPoint(now, silent ? double.NaN : value(random, second), silent ? PointState.Missing : PointState.Value));
            watch.OnRolledUp(now);
            if (first < 0 && _reports.Count > 0)
                first = second;
        }

        return first;
    }

    [Fact]
    public void A_healthy_service_under_waves_of_load_gives_no_report_in_two_hours()
    {
        for (int seed = 0; seed < 20; seed++)
            Run(new SeriesWatch(new SeriesWatchOptions(), this, this, _shop), 7200, Latency, seed);
        Assert.Empty(_reports);
        Assert.Empty(_registered);
    }

    [Fact]
    public void Slow_answers_are_told_within_three_seconds_and_can_only_degrade()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            _reports.Clear();
            int told = Run(new SeriesWatch(new SeriesWatchOptions(), this, this, _shop), 1850,
                (random, second) => Latency(random, second) + (second >= 1800 ? 1.5 : 0), seed);
            Assert.InRange(told, 1800, 1803);
            Assert.All(_reports, report => Assert.Equal(HealthState.Degraded, report.Reading.State));
            Assert.Contains("http.server.request.duration:p99", _reports[0].Reading.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_end_of_trouble_is_told()
    {
        Run(new SeriesWatch(new SeriesWatchOptions(), this, this, _shop), 2000, (random, second) => Latency(random, second) + (second is >= 1800 and < 1830 ? 1.5 : 0));
        Assert.Equal(HealthState.Healthy, _reports[^1].Reading.State);
        Assert.InRange(_reports.Count(static report => report.Reading.State == HealthState.Healthy), 3, 60);
        Assert.Equal([_shop], _registered);
    }

    [Fact]
    public void A_series_belongs_to_the_component_it_names()
    {
        var watch = new SeriesWatch(new SeriesWatchOptions { Rules = { new SeriesRule { Series = "queue*" } } }, this, this, _shop);
        SeriesInfo series = Series(3, "queue.length", SeriesKind.Gauge, new SeriesTag(SeriesKey.ComponentTag, "orders"));
        for (int second = 0; second < 400; second++)
        {
            watch.OnPoint(series, new SeriesPoint(_start.AddSeconds(second), second < 380 ? second % 7 : 900, PointState.Value));
            watch.OnRolledUp(_start.AddSeconds(second));
        }

        Assert.Contains(_reports, static report => report.Component == new ComponentName("orders"));
    }

    [Fact]
    public void Series_without_a_rule_overflow_and_what_is_beyond_the_limit_are_left_alone()
    {
        var watch = new SeriesWatch(new SeriesWatchOptions { MaxSeries = 1, Rules = { new SeriesRule { Series = "a*" } } }, this, this, _shop);
        watch.OnPoint(Series(0, "b", SeriesKind.Gauge), new SeriesPoint(_start, 1, PointState.Value));
        watch.OnPoint(Series(1, "a", SeriesKind.Gauge, new SeriesTag(SeriesKey.OverflowTag, "true")), new SeriesPoint(_start, 1, PointState.Value));
        Assert.Equal(0, watch.Count);
        watch.OnPoint(Series(2, "a", SeriesKind.Gauge), new SeriesPoint(_start, 1, PointState.Value));
        watch.OnPoint(Series(3, "aa", SeriesKind.Gauge), new SeriesPoint(_start, 1, PointState.Value));
        Assert.Equal(1, watch.Count);
    }

    [Fact]
    public void Wrong_options_are_all_named()
    {
        string? message = new SeriesWatchOptionsValidator().Validate(null, new SeriesWatchOptions
        {
            MaxSeries = 0, Worst = HealthState.Healthy, Component = "No Name", Rules = { new SeriesRule() },
        }).FailureMessage;
        foreach (string key in new[] { "MaxSeries", "Worst", "Component", "Rules" })
            Assert.Contains(key, message, StringComparison.Ordinal);
    }
}
