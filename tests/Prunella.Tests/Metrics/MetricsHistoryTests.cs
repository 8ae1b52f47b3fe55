using Prunella.Metrics;
using Prunella.Testing;

namespace Prunella.Tests.Metrics;

public sealed class MetricsHistoryTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("prunella-metrics-").FullName;
    private readonly ManualClock _clock = new();

    private string History => Path.Combine(_directory, "metrics.history");

    [Fact]
    public void Points_of_the_last_run_are_there_in_the_next()
    {
        Run(seconds: 600);
        _clock.Advance(TimeSpan.FromSeconds(30));
        SeriesPoints points = Run(seconds: 60);

        Assert.Equal(660, points.Means.Count(static point => point.HasValue));
        Assert.Equal(points.Means.Select(static point => point.Time).Distinct().Order(), points.Means.Select(static point => point.Time));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(200)]
    public void A_torn_end_costs_what_is_torn_and_no_more(int torn)
    {
        Run(seconds: 600);
        using (FileStream file = File.OpenWrite(History))
            file.SetLength(file.Length - torn);

        int left = Run(seconds: 60).Means.Count(static point => point.HasValue);

        // The last records are of minutes and hours: a short tear costs no point of full resolution.
        Assert.InRange(left, 300, torn < 100 ? 660 : 659);
    }

    [Fact]
    public void A_byte_that_was_changed_ends_the_history_there_and_breaks_nothing()
    {
        Run(seconds: 600);
        byte[] bytes = File.ReadAllBytes(History);
        bytes[bytes.Length / 2] ^= 0x10;
        File.WriteAllBytes(History, bytes);

        Assert.InRange(Run(seconds: 60).Means.Count(static point => point.HasValue), 60, 659);
    }

    [Fact]
    public void A_file_of_something_else_is_no_history()
    {
        File.WriteAllText(History, "not a history at all, but long enough to be one");

        Assert.Equal(60, Run(seconds: 60).Means.Count);
    }

    [Fact]
    public void A_place_that_cannot_be_written_costs_the_history_and_not_the_metrics()
    {
        _ = Directory.CreateDirectory(History);

        Assert.Equal(60, Run(seconds: 60).Means.Count);
    }

    [Fact]
    public void Points_of_a_clock_that_was_ahead_are_dropped()
    {
        Run(seconds: 120);
        _clock.SetWallClock(_clock.GetUtcNow().AddDays(-1));

        Assert.Equal(60, Run(seconds: 60).Means.Count);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private SeriesPoints Run(int seconds)
    {
        using System.Diagnostics.Metrics.Meter meter = new("history.test");
        ManualLoop loop = new(_clock);
        using MetricsHub hub = new(loop, new MetricsOptions { Meters = { meter.Name }, HistoryFile = History });
        hub.Start();
        meter.CreateGauge<int>("level").Record(seconds);
        loop.Advance(TimeSpan.FromSeconds(seconds));
        return hub.Read(Assert.Single(hub.Series).Id, TimeWindow.Last(TimeSpan.FromMinutes(50), hub.Now));
    }
}
