using Prunella.Metrics;
using Prunella.Testing;

namespace Prunella.Tests.Metrics;

public class MeterTimerTests
{
    [Fact]
    public void A_timing_is_recorded_once_in_seconds()
    {
        using HubFixture test = new();
        ManualClock clock = new();
        MeterTimer timer = test.Meter.CreateTimer("pay.duration", "Time to pay.", clock);
        using (MeterTiming timing = timer.Start())
        {
            clock.Advance(TimeSpan.FromMilliseconds(250));
            timing.Stop(new KeyValuePair<string, object?>("outcome", "paid"));
        }

        timer.Record(TimeSpan.FromSeconds(-1));
        test.Seconds(1);

        Assert.Equal(0.25, test.Seen.Of("pay.duration:p50{outcome=paid}").Single().Value, 0.002);
        Assert.Equal(3, test.Hub.Series.Count);
    }
}
