using System.Diagnostics.Metrics;
using Prunella.Metrics;
using Prunella.Testing;

namespace Prunella.Tests.Metrics;

/// <summary>A hub on a loop that is pumped by hand, and a meter that it alone hears.</summary>
internal sealed class HubFixture : IDisposable
{
    public HubFixture(Action<MetricsOptions>? configure = null)
    {
        Meter = new Meter("test." + Guid.NewGuid().ToString("N"));
        MetricsOptions options = new() { Meters = { Meter.Name } };
        configure?.Invoke(options);
        Hub = new MetricsHub(Loop, options);
        _ = Hub.AddObserver(Seen);
        Hub.Start();
        Loop.RunUntilIdle();
    }

    public Meter Meter { get; }

    public ManualLoop Loop { get; } = new();

    public MetricsHub Hub { get; }

    public SeenPoints Seen { get; } = new();

    public void Seconds(int count) => Loop.Advance(TimeSpan.FromSeconds(count));

    public SeriesInfo Series(string name) => Assert.Single(Hub.Series, series => series.Key.ToString() == name);

    public TimeWindow Last(TimeSpan length) => TimeWindow.Last(length, Hub.Now);

    public void Dispose()
    {
        Hub.Dispose();
        Meter.Dispose();
    }

    internal sealed class SeenPoints : ISeriesObserver
    {
        private readonly List<(SeriesInfo Series, SeriesPoint Point)> _points = [];

        public int Turns { get; private set; }

        public IReadOnlyList<SeriesPoint> Of(string name) => [.. _points.Where(seen => seen.Series.Key.ToString() == name).Select(static seen => seen.Point)];

        public void OnPoint(SeriesInfo series, in SeriesPoint point) => _points.Add((series, point));

        public void OnRolledUp(DateTimeOffset time) => Turns++;
    }
}
