using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Tests.Health.Detection;

public sealed class SeriesDetectorTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private static double Noise(Random random) => random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;

    private static (SeriesDetector Detector, Random Random, DateTimeOffset Now) Trained(int points = 2000, DetectorOptions? options = null)
    {
        var detector = new SeriesDetector(options);
        var random = new Random(5);
        DateTimeOffset now = _start;
        for (int point = 0; point < points; point++, now += TimeSpan.FromSeconds(1))
            detector.Observe(now, 100 + Noise(random));
        return (detector, random, now);
    }

    [Fact]
    public void A_jump_is_an_alarm_at_its_first_point_and_a_state_at_its_second()
    {
        (SeriesDetector detector, _, DateTimeOffset now) = Trained();

        Prunella.Health.Detection first = detector.Observe(now, 120), second = detector.Observe(now.AddSeconds(1), 121);

        Assert.True(first.IsAlarm);
        Assert.True(first.Score > 0.5);
        Assert.Equal(HealthState.Healthy, first.State);
        Assert.True(second.State < HealthState.Healthy);
    }

    [Fact]
    public void A_single_spike_changes_no_state()
    {
        (SeriesDetector detector, Random random, DateTimeOffset now) = Trained();
        detector.Observe(now, 150);
        for (int point = 1; point < 50; point++)
            Assert.Equal(HealthState.Healthy, detector.Observe(now.AddSeconds(point), 100 + Noise(random)).State);
    }

    [Fact]
    public void Trouble_ends_once_good_points_follow_each_other()
    {
        (SeriesDetector detector, Random random, DateTimeOffset now) = Trained();
        for (int point = 0; point < 30; point++)
            detector.Observe(now.AddSeconds(point), 140 + Noise(random));
        Assert.Equal(HealthState.Critical, detector.State);

        for (int point = 30; point < 34; point++)
            detector.Observe(now.AddSeconds(point), 100 + Noise(random));
        Assert.Equal(HealthState.Healthy, detector.State);
    }

    [Fact]
    public void A_level_that_stays_is_accepted_in_the_end()
    {
        (SeriesDetector detector, Random random, DateTimeOffset now) = Trained(options: new DetectorOptions { AcceptAfter = TimeSpan.FromMinutes(2) });
        for (int point = 0; point < 60; point++)
            detector.Observe(now.AddSeconds(point), 140 + Noise(random));
        Assert.NotEqual(HealthState.Healthy, detector.State);
        for (int point = 60; point < 200; point++)
            detector.Observe(now.AddSeconds(point), 140 + Noise(random));
        Assert.Equal(HealthState.Healthy, detector.State);
    }

    [Fact]
    public void The_good_direction_is_no_trouble()
    {
        (SeriesDetector detector, _, DateTimeOffset now) = Trained(options: new DetectorOptions { Bad = BadDirection.Up });
        for (int point = 0; point < 20; point++)
            Assert.Equal(HealthState.Healthy, detector.Observe(now.AddSeconds(point), 50 + point % 2).State);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_no_number_is_missing_and_teaches_nothing(double value)
    {
        (SeriesDetector detector, _, DateTimeOffset now) = Trained();
        byte[] before = detector.Save();
        Assert.Equal(PointVerdict.Missing, detector.Observe(now, value).Verdict);
        Assert.Equal(before, detector.Save());
    }

    [Fact]
    public void A_second_point_of_the_same_time_is_ignored()
    {
        (SeriesDetector detector, _, DateTimeOffset now) = Trained();
        detector.Observe(now, 100);
        byte[] before = detector.Save();
        Assert.Equal(PointVerdict.Duplicate, detector.Observe(now, 1e9).Verdict);
        Assert.Equal(before, detector.Save());
    }

    [Fact]
    public void A_clock_that_steps_back_is_said_and_survived()
    {
        (SeriesDetector detector, Random random, DateTimeOffset now) = Trained();
        DateTimeOffset earlier = now.AddYears(-3);
        Assert.Equal(PointVerdict.ClockStep, detector.Observe(earlier, 100).Verdict);
        Assert.Equal(PointVerdict.Judged, detector.Observe(earlier.AddSeconds(1), 100 + Noise(random)).Verdict);
        Assert.True(detector.Observe(earlier.AddSeconds(2), 130).IsAlarm);
    }

    [Fact]
    public void A_counter_that_began_anew_is_no_jump()
    {
        (SeriesDetector detector, _, _) = Trained();
        Assert.Equal(PointVerdict.Reset, detector.ObserveReset().Verdict);
        Assert.Equal(HealthState.Healthy, detector.State);
    }

    [Fact]
    public void The_largest_numbers_break_nothing()
    {
        (SeriesDetector detector, Random random, DateTimeOffset now) = Trained();
        for (int point = 0; point < 500; point++)
        {
            double value = (point % 4) switch { 0 => double.MaxValue, 1 => -double.MaxValue, 2 => double.Epsilon, _ => 100 + Noise(random) };
            Prunella.Health.Detection told = detector.Observe(now.AddSeconds(point), value);
            Assert.InRange(told.Score, 0, 1);
            Assert.False(double.IsNaN(told.Surprise));
        }
    }

    [Fact]
    public void It_goes_on_after_a_restart_as_if_nothing_had_been()
    {
        (SeriesDetector detector, Random random, DateTimeOffset now) = Trained();
        byte[] state = detector.Save();
        Assert.InRange(state.Length, 1, SeriesDetector.MaxStateBytes);

        SeriesDetector restored = SeriesDetector.Restore(state)!;
        for (int point = 0; point < 1000; point++)
        {
            double value = 100 + Noise(random) + (point > 500 ? 20 : 0);
            Assert.Equal(detector.Observe(now.AddSeconds(point), value), restored.Observe(now.AddSeconds(point), value));
        }
    }

    [Fact]
    public void Bytes_that_are_no_state_are_refused()
    {
        byte[] state = Trained().Detector.Save();
        Assert.Null(SeriesDetector.Restore([]));
        Assert.Null(SeriesDetector.Restore(state.AsSpan(0, state.Length - 1)));
        Assert.Null(SeriesDetector.Restore(new byte[SeriesDetector.MaxStateBytes + 1]));
        for (int at = 0; at < state.Length; at += 97)
        {
            byte[] bent = [.. state];
            bent[at] ^= 0x40;
            Assert.Null(SeriesDetector.Restore(bent));
        }
    }

    [Fact]
    public void A_detector_that_learns_has_nothing_to_save() => Assert.Empty(Trained(SeriesDetector.LearningPoints - 1).Detector.Save());

    [Fact]
    public void A_point_allocates_nothing()
    {
        (SeriesDetector detector, Random random, DateTimeOffset now) = Trained();
        detector.Observe(now, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int point = 1; point < 1000; point++)
            detector.Observe(now.AddSeconds(point), 100 + Noise(random) * (point % 100 == 0 ? 50 : 1));
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_detector_takes_less_than_four_kilobytes()
    {
        var kept = new SeriesDetector[100];
        _ = Trained();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int index = 0; index < kept.Length; index++)
            kept[index] = new SeriesDetector();
        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / kept.Length;
        Assert.InRange(each, 1, 4096 + 1024); // what it learns from, 1 KB, is let go after learning
        GC.KeepAlive(kept);
    }

    [Fact]
    public void What_was_forgotten_is_new_again()
    {
        var options = new DetectorOptions { Memory = TimeSpan.FromMinutes(10) };
        (SeriesDetector detector, Random random, DateTimeOffset now) = Trained(options: options);
        detector.Observe(now, 200);
        for (int point = 1; point < 3000; point++)
            detector.Observe(now.AddSeconds(point), 100 + Noise(random));
        Assert.True(detector.Observe(now.AddSeconds(3000), 200).Surprise > 5);
    }

    [Fact]
    public void Wrong_options_are_named_at_once()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new SeriesDetector(new DetectorOptions
        {
            AlarmsPerDay = double.NaN, ConfirmOf = 0, AcceptAfter = TimeSpan.Zero, CriticalDeviation = double.NaN,
        }));
        Assert.Contains("AlarmsPerDay", error.Message, StringComparison.Ordinal);
        Assert.Contains("CriticalDeviation", error.Message, StringComparison.Ordinal);
        Assert.Contains("AcceptAfter", error.Message, StringComparison.Ordinal);
    }
}
