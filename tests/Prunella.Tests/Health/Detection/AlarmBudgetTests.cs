using FsCheck;
using FsCheck.Fluent;
using Prunella.Health;

namespace Prunella.Tests.Health.Detection;

public sealed class AlarmBudgetTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("normal")]
    [InlineData("heavy tail")]
    [InlineData("correlated")]
    [InlineData("counts")]
    [InlineData("daily")]
    [InlineData("spikes")]
    [InlineData("levels")]
    [InlineData("constant")]
    public void A_healthy_series_keeps_within_the_budget(string kind)
    {
        const int Days = 20, Minutes = Days * 1440, Series = 5;
        int alarms = 0;
        var options = new DetectorOptions { AlarmsPerDay = 0.5 };
        for (int seed = 0; seed < Series; seed++)
        {
            var detector = new SeriesDetector(options);
            Func<int, double> next = Healthy(kind, new Random(seed));
            for (int minute = 0; minute < Minutes; minute++)
                alarms += detector.Observe(_start.AddMinutes(minute), next(minute)).IsAlarm ? 1 : 0;
        }

        Assert.InRange(alarms / (double)(Days * Series), 0, options.AlarmsPerDay);
    }

    [Fact]
    public void However_mad_a_series_is_its_alarms_stay_within_the_stated_bound() => Prop.ForAll<int>(seed =>
    {
        var detector = new SeriesDetector(new DetectorOptions { AlarmsPerDay = 1, Memory = TimeSpan.FromDays(1) });
        var random = new Random(seed);
        int alarms = 0;
        const int Days = 10;
        for (int minute = 0; minute < Days * 1440; minute++)
        {
            double value = Math.Pow(10, random.NextDouble() * 30) * (random.Next(2) == 0 ? 1 : -1) * (minute / 1440 % 2 == 0 ? 1 : 1e-9);
            alarms += detector.Observe(_start.AddMinutes(minute), value).IsAlarm ? 1 : 0;
        }

        return alarms <= Days * 1 + 16;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(10));

    private static Func<int, double> Healthy(string kind, Random random)
    {
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        double state = 0;
        return kind switch
        {
            "normal" => _ => 50 + 5 * Normal(),
            "heavy tail" => _ => Math.Exp(1.5 * Normal()),
            "correlated" => _ => 50 + (state = 0.98 * state + Normal()),
            "counts" => _ => random.Next(10) == 0 ? random.Next(5) : 0,
            "daily" => minute => 100 + 80 * Math.Sin(minute * 2 * Math.PI / 1440) + 5 * Normal(),
            "spikes" => _ => (random.Next(200) == 0 ? 500 * (1 + random.NextDouble()) : 20) + Normal(),
            "levels" => _ => 50 * ((state = random.Next(500) == 0 ? random.Next(4) : state) + 1) + Normal(),
            _ => _ => 42,
        };
    }
}
