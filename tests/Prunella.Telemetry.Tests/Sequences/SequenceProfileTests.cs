using Prunella.Telemetry.Sequences;

namespace Prunella.Telemetry.Tests.Sequences;

public sealed class SequenceProfileTests
{
    private static readonly string[] Usual = ["open", "write", "write", "close"];
    private static readonly string[] Shorter = ["open", "write", "close"];

    [Fact]
    public void What_was_learnt_is_normal_in_any_order_of_its_steps()
    {
        SequenceProfile profile = Learnt();
        Assert.False(profile.Judge(Usual).IsAbnormal);
        Assert.False(profile.Judge(["write", "open", "close", "write"]).IsAbnormal);
        Assert.Equal(0, profile.Judge(Shorter).Distance);
        Assert.Empty(profile.Judge(Shorter).Reasons);
    }

    [Fact]
    public void A_step_that_is_missing_is_named()
    {
        SequenceVerdict verdict = Learnt().Judge(["open", "write", "write"]);
        Assert.True(verdict.IsAbnormal);
        Assert.Contains(verdict.Reasons, static reason => reason.StartsWith("'close' 0 times", StringComparison.Ordinal));
    }

    [Fact]
    public void A_step_that_was_never_seen_is_named()
    {
        SequenceVerdict verdict = Learnt().Judge(["open", "explode", "write", "close"]);
        Assert.True(verdict.IsAbnormal);
        Assert.Contains("'explode' was never seen", verdict.Reasons);
    }

    [Fact]
    public void A_sequence_with_nothing_in_common_has_the_distance_one() => Assert.Equal(1, Learnt().Judge(["x", "y"]).Distance);

    [Fact]
    public void The_limit_keeps_the_budget_of_false_alarms()
    {
        string[][] normal = [.. Enumerable.Range(1, 100).Select(static i => Enumerable.Repeat("a", i).ToArray())]; // no two alike
        SequenceProfile profile = SequenceProfile.Learn(normal, falseAlarms: 0.05);
        Assert.InRange(profile.Limit, 0.001, 0.5);
        Assert.False(profile.Judge([.. Enumerable.Repeat("a", 101)]).IsAbnormal);
    }

    [Fact]
    public void Nothing_is_learnt_from_nothing() => Assert.Throws<ArgumentException>(static () => SequenceProfile.Learn([]));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void A_budget_that_is_no_share_is_refused(double budget) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SequenceProfile.Learn([Usual], budget));

    private static SequenceProfile Learnt() => SequenceProfile.Learn(Enumerable.Repeat(Usual, 50).Concat(Enumerable.Repeat(Shorter, 50)));
}
