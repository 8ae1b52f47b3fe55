using Prunella.Health;
using Prunella.Kernel;
using Prunella.Metrics;
using Prunella.Tests.Metrics;
using Prunella.Tests.Recovery;
using Xunit;

namespace Prunella.Tests.Health;

public sealed class LiveDiagnosticianTests : IDisposable
{
    private readonly HubFixture _hub = new();
    private readonly FakeHealth _health;
    private readonly DiagnosisOptions _options = new() { OrdinaryPoints = 120 };
    private readonly Written _source = new();

    public LiveDiagnosticianTests()
    {
        _health = new FakeHealth(_hub.Loop.Time);
        _ = _hub.Hub.AddSource(_source);
    }

    public void Dispose() => _hub.Dispose();

    [Fact]
    public void The_component_that_is_busy_is_named_before_the_one_that_waits_for_it()
    {
        _health.Add("stock");
        _health.Add("orders", uses: ["stock"]);
        Ordinary();
        DateTimeOffset since = _hub.Hub.Now;
        _source.Set("stock", "process.cpu.time", 0.9);
        _source.Set("stock", "http.server.request.duration", 0.4);
        _source.Set("orders", "http.server.request.duration", 0.42);
        _hub.Seconds(6);

        LiveDiagnosis found = Diagnostician().Diagnose(new DiagnosisQuestion(new ComponentName("orders")) { Since = since });

        Assert.Equal("stock", found.Answer.Suspects[0].Component);
        Assert.StartsWith("process.cpu.time rose", found.Answer.Suspects[0].Evidence[0], StringComparison.Ordinal);
        Assert.Equal((4, 1), (found.Series, found.Calls));
    }

    [Fact]
    public void On_an_ordinary_day_nothing_is_wrong()
    {
        _health.Add("stock");
        _health.Add("orders", uses: ["stock"]);
        Ordinary();

        Assert.True(Diagnostician().Diagnose(new DiagnosisQuestion(new ComponentName("orders"))).Answer.IsEmpty);
    }

    [Fact]
    public void What_was_always_zero_and_moves_by_next_to_nothing_is_no_cause()
    {
        _health.Add("stock");
        _source.Set("stock", "dotnet.gc.last_collection.heap.fragmentation.size", 0, unit: "By");
        _source.Set("stock", "dotnet.monitor.lock_contentions", 0, unit: "{contention}");
        Ordinary();
        DateTimeOffset since = _hub.Hub.Now;
        _source.Set("stock", "dotnet.gc.last_collection.heap.fragmentation.size", 41_200, unit: "By");
        _source.Set("stock", "dotnet.monitor.lock_contentions", 0.4, unit: "{contention}");
        _hub.Seconds(8);

        Diagnosis answer = Diagnostician().Diagnose(new DiagnosisQuestion(new ComponentName("stock")) { Since = since }).Answer;

        Assert.True(answer.IsEmpty, answer.Reason);
    }

    [Fact]
    public void Failures_that_are_counted_for_the_first_time_are_a_rise_from_none()
    {
        _health.Add("stock");
        _health.Add("orders", uses: ["stock"]);
        Ordinary();
        DateTimeOffset since = _hub.Hub.Now;
        _source.Set("stock", "http.server.failed", 8, unit: "{request}");
        _source.Set("orders", "http.server.failed", 8, unit: "{request}");
        _hub.Seconds(8);

        Diagnosis answer = Diagnostician().Diagnose(new DiagnosisQuestion(new ComponentName("orders")) { Since = since }).Answer;

        Assert.Equal("stock", answer.Suspects[0].Component);
        Assert.StartsWith("http.server.failed rose from 0 to", answer.Suspects[0].Evidence[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Slowness_under_tags_that_were_never_there_before_is_seen()
    {
        _health.Add("stock");
        _health.Add("orders", uses: ["stock"]);
        Ordinary();
        DateTimeOffset since = _hub.Hub.Now;
        _source.Forget("http.server.request.duration");
        _source.Set("stock", "http.server.request.duration", 0.5, status: "499");
        _hub.Seconds(8);

        Suspect first = Diagnostician().Diagnose(new DiagnosisQuestion(new ComponentName("orders")) { Since = since }).Answer.Suspects[0];

        Assert.Equal(("stock", "http.server.request.duration:p50"), (first.Component, first.Metric));
    }

    [Fact]
    public void A_past_moment_can_be_asked_about()
    {
        _health.Add("stock");
        Ordinary();
        _source.Set("stock", "process.cpu.time", 0.9);
        _hub.Seconds(30);
        DateTimeOffset then = _hub.Hub.Now;
        _source.Set("stock", "process.cpu.time", 0.1);
        _hub.Seconds(200);

        Assert.True(Diagnostician().Diagnose(new DiagnosisQuestion(new ComponentName("stock"))).Answer.IsEmpty);
        Assert.Equal("stock", Diagnostician().Diagnose(new DiagnosisQuestion { Since = then - TimeSpan.FromSeconds(30), Until = then }).Answer.Suspects[0].Component);
    }

    [Fact]
    public void Calls_that_were_watched_are_edges_and_their_callee_is_seen_from_outside()
    {
        _options.Peers.Add("10.0.0.7:5432", "db");
        _health.Add("orders");
        Ordinary();
        _source.Set("orders", "prunella.call.duration", 0.01, "10.0.0.7:5432");
        _hub.Seconds(150);
        DateTimeOffset since = _hub.Hub.Now;
        _source.Set("orders", "prunella.call.duration", 2, "10.0.0.7:5432");
        _source.Set("orders", "http.server.request.duration", 2.1);
        _hub.Seconds(8);

        LiveDiagnosis found = Diagnostician().Diagnose(new DiagnosisQuestion(new ComponentName("orders")) { Since = since });

        Assert.Equal(1, found.Calls);
        Assert.Equal("db", found.Answer.Suspects[0].Component);
    }

    [Fact]
    public void A_component_that_failed_by_itself_is_suspected_for_that()
    {
        var failed = new ComponentName("stock");
        DateTimeOffset now = _hub.Hub.Now;
        var health = new SystemHealth(HealthState.Failed, "", new Dictionary<ComponentName, ComponentHealth>
        {
            [failed] = new(new ComponentDescription(failed), HealthState.Healthy, HealthState.Healthy, "", now)
            {
                History = [new HealthTransition(failed, HealthState.Healthy, HealthState.Failed, "exit 139", now.AddSeconds(2))],
            },
        });

        Diagnosis found = StateSigns.Apply(new Diagnosis([], "nothing"), health, null, new CallGraph(), new TimeWindow(now, now.AddSeconds(5)));

        Assert.Equal("stock", Assert.Single(found.Suspects).Component);
        Assert.EndsWith("exit 139", found.Suspects[0].Evidence[0], StringComparison.Ordinal);
    }

    [Fact]
    public void What_failed_since_the_last_whole_period_is_suspected_too()
    {
        _health.Add("stock");
        Ordinary();
        DateTimeOffset failed = _hub.Hub.Now + TimeSpan.FromMilliseconds(300);
        _health.Past("stock", HealthState.Failed, "SIGKILL", failed);

        Diagnosis asked = Diagnostician().Diagnose(new DiagnosisQuestion(new ComponentName("stock")) { Since = failed }).Answer;
        Diagnosis before = Diagnostician().Diagnose(new DiagnosisQuestion(new ComponentName("stock")) { Until = _hub.Hub.Now }).Answer;

        Assert.Equal("stock", Assert.Single(asked.Suspects).Component);
        Assert.EndsWith("SIGKILL", asked.Suspects[0].Evidence[0], StringComparison.Ordinal);
        Assert.True(before.IsEmpty, before.Reason);
    }

    [Fact]
    public void Without_any_series_it_says_so()
    {
        using HubFixture empty = new();
        var diagnostician = new LiveDiagnostician(empty.Hub, _health, _options, own: null);

        Assert.Equal("There are no series to judge by.", diagnostician.Diagnose(new DiagnosisQuestion()).Answer.Reason);
    }

    private LiveDiagnostician Diagnostician() => new(_hub.Hub, _health, _options, own: null);

    private void Ordinary()
    {
        foreach (string component in new[] { "stock", "orders" })
        {
            _source.Set(component, "process.cpu.time", 0.1);
            _source.Set(component, "http.server.request.duration", 0.02);
        }

        _hub.Seconds(200);
    }

    /// <summary>Writes what was last set, with a little noise.</summary>
    private sealed class Written : ISeriesSource
    {
        private readonly Dictionary<SeriesKey, double> _values = [];
        private readonly Random _random = new(3);

        public string Name => "written";

        public void Set(string component, string instrument, double value, string? peer = null, string unit = "s", string? status = null) => _values[new SeriesKey("test", instrument, unit,
            unit != "s" || instrument.StartsWith("process", StringComparison.Ordinal) ? SeriesKind.Gauge : SeriesKind.HistogramMedian,
            SeriesTags.Of([.. Tags(component, (CallWatch.PeerTag, peer), ("http.response.status_code", status))]))] = value;

        public void Forget(string instrument)
        {
            foreach (SeriesKey key in _values.Keys.Where(key => key.Instrument == instrument).ToArray())
                _ = _values.Remove(key);
        }

        private static IEnumerable<SeriesTag> Tags(string component, params (string Key, string? Value)[] more) =>
            more.Where(static tag => tag.Value is not null).Select(static tag => new SeriesTag(tag.Key, tag.Value!)).Prepend(new SeriesTag(SeriesKey.ComponentTag, component));

        public void Collect(ISeriesWriter writer)
        {
            foreach ((SeriesKey key, double value) in _values)
                writer.Value(writer.Declare(key, ""), value * (0.95 + 0.1 * _random.NextDouble()));
        }
    }
}
