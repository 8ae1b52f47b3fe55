using System.Diagnostics.Metrics;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Metrics;
using Prunella.Testing;
using Prunella.Tests.Metrics;

namespace Prunella.Tests.Health.Prediction;

/// <summary>Series of days in fast motion, a point a minute, through the hub.</summary>
public sealed class ExhaustionWatchTests
{
    private const double Limit = 100;
    private static readonly ComponentName _shop = new("shop");

    private static (int? First, int Told, HealthBench Health, ExhaustionWatch Watch) Run(Func<int, double> value, int minutes, bool saws = false, bool falls = false, TimeSpan? horizon = null)
    {
        double now = 0;
        using var hub = new HubFixture(static options => options.Period = TimeSpan.FromMinutes(1));
        _ = hub.Meter.CreateObservableGauge("used", () => now);
        _ = hub.Meter.CreateObservableGauge("limit", () => falls ? 0 : Limit);
        var health = new HealthBench();
        var watch = new ExhaustionWatch(
            new ExhaustionOptions { Horizon = horizon ?? TimeSpan.FromDays(1), Rules = { new ExhaustionRule { Series = "used", LimitSeries = { "limit" }, Saws = saws, Falls = falls } } },
            hub.Hub, health.Monitor, health.Monitor, _shop);
        _ = hub.Hub.AddObserver(watch);
        int? first = null;
        int told = 0;
        for (int minute = 0; minute < minutes; minute++)
        {
            now = value(minute);
            hub.Loop.Advance(TimeSpan.FromMinutes(1));
            health.Loop.RunUntilIdle();
            told += watch.Current.Count > 0 ? 1 : 0;
            if (watch.Current.Count > 0)
                first ??= minute;
        }

        return (first, told, health, watch);
    }

    private static double Noise(int minute) => new Random(minute).NextDouble();

    [Fact]
    public void A_leak_is_told_hours_before_its_end_and_only_degrades()
    {
        // 20 to 100 in 40 hours, with the day's load and a saw of the collector over it.
        (int? first, _, HealthBench health, ExhaustionWatch watch) = Run(
            static minute => 20 + minute / 30.0 + 3 * Math.Sin(minute * Math.Tau / 1440) + minute % 11 * 0.8 + Noise(minute), 2300, saws: true);
        Assert.InRange(first!.Value, 300, 1900); // at least eight hours ahead
        Assert.Equal(HealthState.Degraded, health["shop"].State);
        Exhaustion warning = Assert.Single(watch.Current);
        Assert.InRange(warning.Lead.Likely.TotalMinutes, 20, 300);
        Assert.Contains("used", health["shop"].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quick_leak_is_told_in_time()
    {
        // Quiet for three hours, then full within two.
        (int? first, _, _, _) = Run(static minute => 20 + (minute > 180 ? (minute - 180) / 1.5 : 0) + Noise(minute), 300);
        Assert.InRange(first!.Value, 181, 270);
    }

    [Fact]
    public void A_disk_that_fills_is_told()
    {
        (int? first, _, _, _) = Run(static minute => 100 - minute / 20.0, 1900, falls: true);
        Assert.InRange(first!.Value, 60, 1800);
    }

    public static TheoryData<string, Func<int, double>, bool> Harmless => new()
    {
        { "a saw of ten minutes", static minute => 20 + minute % 10 * 7 + Noise(minute), true },
        { "a saw of forty minutes", static minute => 20 + minute % 40 * 1.7 + Noise(minute), true },
        { "a saw of three hours", static minute => 20 + minute % 180 * 0.3 + Noise(minute), true },
        { "a wave of a day", static minute => 45 + 30 * Math.Sin(minute * Math.Tau / 1440) + 2 * Noise(minute), false },
        { "a steep wave of a day", static minute => 30 + 40 * Math.Pow(Math.Max(0, Math.Sin(minute * Math.Tau / 1440)), 3) + 2 * Noise(minute), false },
        { "a warm-up of minutes", static minute => 80 * (1 - Math.Exp(-minute / 15.0)) + Noise(minute), false },
        { "a warm-up of hours", static minute => 80 * (1 - Math.Exp(-minute / 120.0)) + Noise(minute), false },
        { "a step each six hours and back", static minute => minute / 360 % 2 == 0 ? 30 : 75, false },
        { "steps that stay", static minute => minute < 700 ? 30 : minute < 2000 ? 55 : 75, false },
        { "noise", static minute => 50 + 20 * Noise(minute), false },
        { "a level", static _ => 95, false },
        { "a slow drift that settles", static minute => 60 + 25 * minute / (minute + 1500.0) + Noise(minute), false },
    };

    [Theory]
    [MemberData(nameof(Harmless))]
    public void What_only_looks_like_a_leak_is_not_told(string what, Func<int, double> value, bool saws)
    {
        (int? first, int told, _, _) = Run(value, 4 * 1440, saws);
        Assert.True(first is null, $"{what} was told {told} minutes, first at {first}");
    }

    [Fact]
    public void A_warning_ends_when_the_rise_does()
    {
        (int? first, int told, HealthBench health, ExhaustionWatch watch) = Run(static minute => minute < 700 ? 20 + minute / 10.0 : 20, 1500);
        Assert.NotNull(first);
        Assert.InRange(told, 1, 1400);
        Assert.Empty(watch.Current);
        Assert.Equal(HealthState.Healthy, health["shop"].Own);
    }

    [Fact]
    public void Without_a_limit_nothing_is_told()
    {
        using var hub = new HubFixture();
        ObservableGauge<double> gauge = hub.Meter.CreateObservableGauge("process.memory.usage", static () => 1.0);
        var health = new HealthBench();
        var watch = new ExhaustionWatch(new ExhaustionOptions(), hub.Hub, health.Monitor, health.Monitor, _shop);
        _ = hub.Hub.AddObserver(watch);
        hub.Seconds(100);
        Assert.Equal(1, watch.Count);
        Assert.Empty(watch.Current);
        GC.KeepAlive(gauge);
    }

    [Fact]
    public void A_pool_is_measured_against_its_own_limit()
    {
        double used = 1;
        using var hub = new HubFixture(static options => options.Period = TimeSpan.FromMinutes(1));
        KeyValuePair<string, object?>[] Pool(string name) => [new("db.client.connection.pool.name", name)];
        _ = hub.Meter.CreateObservableGauge("db.client.connection.count", () => (Measurement<double>[])[new(used, Pool("a")), new(used, Pool("b"))]);
        _ = hub.Meter.CreateObservableGauge("db.client.connection.max", () => (Measurement<double>[])[new(100, Pool("a")), new(100_000, Pool("b"))]);
        var health = new HealthBench();
        var watch = new ExhaustionWatch(new ExhaustionOptions(), hub.Hub, health.Monitor, health.Monitor, _shop);
        _ = hub.Hub.AddObserver(watch);
        for (int minute = 0; minute < 700; minute++)
        {
            used = 1 + minute / 8.0;
            hub.Loop.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal("a", Assert.Single(watch.Current).Series.Tags["db.client.connection.pool.name"]);
    }

    [Fact]
    public void Wrong_options_are_all_named()
    {
        string? message = new ExhaustionOptionsValidator().Validate(null, new ExhaustionOptions
        {
            Horizon = TimeSpan.Zero, Confidence = 0.1, MaxSeries = 0, Rules = { new ExhaustionRule { Component = "No" } },
        }).FailureMessage;
        foreach (string key in new[] { "Horizon", "Confidence", "MaxSeries", "0:Series", "0:Limit", "'No'" })
            Assert.Contains(key, message, StringComparison.Ordinal);
    }
}
