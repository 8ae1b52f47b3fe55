using System.Diagnostics.Metrics;
using Prunella.Metrics;
using Prunella.Supervisor.Control;
using Prunella.Testing;

namespace Prunella.Supervisor.Tests.Agent;

public class MetricsAnswerTests
{
    [Fact]
    public void The_answer_has_the_windows_numbers_and_points_thinned_to_240()
    {
        using Meter meter = new("answers." + Guid.NewGuid().ToString("N"));
        ManualLoop loop = new();
        using MetricsHub hub = new(loop, new MetricsOptions { Meters = { meter.Name } });
        hub.Start();
        int value = 0;
        _ = meter.CreateObservableGauge("level", () => ++value);
        _ = meter.CreateObservableGauge("other", static () => 1);
        loop.Advance(TimeSpan.FromSeconds(600));

        MetricsReply reply = MetricsAnswer.To(new MetricsRequest { Text = "LEVEL", Window = TimeSpan.FromSeconds(480) }, hub);

        SeriesView series = Assert.Single(reply.Series);
        Assert.Equal(("level", 480, 121d, 600d, 240), (series.Name, series.Count, series.Minimum, series.Maximum, series.Points.Count));
        Assert.Equal(121.5, series.Points[0]!.Value, 0.5);
        Assert.Equal(599.5, series.Points[^1]!.Value, 0.5);
    }
}
