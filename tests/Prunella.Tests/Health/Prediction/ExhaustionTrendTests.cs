using Prunella.Health;

namespace Prunella.Tests.Health.Prediction;

public sealed class ExhaustionTrendTests
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    private static LeadTime? Of(Func<int, double> value, double limit, TimeSpan? within = null)
    {
        double[] values = [.. Enumerable.Range(0, ExhaustionTrend.Window).Select(value)];
        return ExhaustionTrend.Of(values, limit, _hour / ExhaustionTrend.Window, within ?? 2 * _hour, 0.8);
    }

    [Fact]
    public void A_straight_line_reaches_its_limit_when_it_does()
    {
        // From 0 to 24 in an hour; 20 more take 50 minutes.
        LeadTime lead = Of(static i => i + 0.5, 44)!.Value;
        Assert.Equal(50, lead.Likely.TotalMinutes, 0.01);
        Assert.Equal(1, lead.Confidence);
        Assert.True(lead.Soonest <= lead.Likely && lead.Likely <= lead.Latest);
    }

    [Fact]
    public void What_lies_beyond_the_reach_is_not_told()
    {
        Assert.Null(Of(static i => i + 0.5, 44, TimeSpan.FromMinutes(30)));
        Assert.Null(Of(static i => i + 0.5, 80));
        Assert.NotNull(Of(static i => i + 0.5, 68));
    }

    [Fact]
    public void A_limit_that_is_passed_leaves_no_time() => Assert.Equal(TimeSpan.Zero, Of(static i => i, 20)!.Value.Likely);

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(18)]
    [InlineData(21)]
    public void A_step_is_no_slope(int at) => Assert.Null(Of(i => i < at ? 10 : 30, 35));

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(24)]
    public void A_rise_that_closes_in_on_a_plateau_below_the_limit_is_none(double stretches) =>
        Assert.Null(Of(i => 80 * (1 - Math.Exp(-i / stretches)), 88));

    [Fact]
    public void A_fall_and_a_level_are_none()
    {
        Assert.Null(Of(static i => 24 - i, 30));
        Assert.Null(Of(static _ => 20, 21));
    }

    [Fact]
    public void What_was_there_before_is_nothing_new()
    {
        double[] rise = [.. Enumerable.Range(0, ExhaustionTrend.Window).Select(static i => 20.0 + i)];
        Assert.True(ExhaustionTrend.IsNew([.. Enumerable.Range(0, 100).Select(static i => i / 5.0)], rise));
        Assert.False(ExhaustionTrend.IsNew([.. Enumerable.Range(0, 100).Select(static i => i < 10 ? 45 : 10.0)], rise));
        Assert.False(ExhaustionTrend.IsNew([], rise));
    }

    [Fact]
    public void Holes_are_survived_and_too_many_say_nothing()
    {
        Assert.NotNull(Of(static i => i % 7 == 3 ? double.NaN : i, 44));
        Assert.Null(Of(static i => i % 3 == 0 ? double.NaN : i, 44));
    }

    [Fact]
    public void Noise_alone_is_no_rise()
    {
        int told = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            told += Of(_ => 50 + 5 * random.NextDouble(), 60) is null ? 0 : 1;
        }

        Assert.InRange(told, 0, 4);
    }

    [Fact]
    public void A_noisy_leak_is_one()
    {
        int told = 0;
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            told += Of(i => i + 3 * random.NextDouble(), 50) is null ? 0 : 1;
        }

        Assert.InRange(told, 150, 200);
    }
}
