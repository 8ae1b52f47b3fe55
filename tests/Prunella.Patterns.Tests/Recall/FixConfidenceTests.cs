using FsCheck;
using FsCheck.Fluent;
using Prunella.Patterns.Recall;

namespace Prunella.Patterns.Tests.Recall;

public sealed class FixConfidenceTests
{
    [Theory]
    [InlineData(8, 2, 0.4902)]
    [InlineData(1, 0, 0.2065)]
    [InlineData(0, 5, 0)]
    [InlineData(95, 5, 0.8882)]
    public void The_lower_bound_is_that_of_Wilson(int successes, int failures, double expected) =>
        Assert.Equal(expected, FixConfidence.Of(RecallTier.Exact, successes, failures, TimeSpan.Zero).AtLeast, 4);

    [Fact]
    public void Before_any_outcome_a_fix_is_as_good_as_its_tier_and_with_many_as_good_as_they_say()
    {
        Assert.Equal(new FixConfidence(0.9, 0), FixConfidence.Of(RecallTier.Exact, 0, 0, TimeSpan.Zero));
        Assert.Equal((0.4 * 4 + 3) / 7, FixConfidence.Of(RecallTier.Lexical, 3, 0, TimeSpan.Zero).Mean, 9);
        Assert.Equal(0.5, FixConfidence.Of(RecallTier.Exact, 5_000, 5_000, TimeSpan.Zero).Mean, 3);
    }

    [Fact]
    public void Old_outcomes_fade() => Assert.Equal(
        FixConfidence.Of(RecallTier.Core, 5, 1, TimeSpan.Zero), FixConfidence.Of(RecallTier.Core, 10, 2, TimeSpan.FromDays(182)));

    [Fact]
    public void It_lies_between_0_and_1_and_a_success_never_lowers_it() => Prop.ForAll<byte, byte, byte>((successes, failures, days) =>
    {
        TimeSpan age = TimeSpan.FromDays(days);
        FixConfidence now = FixConfidence.Of(RecallTier.Template, successes, failures, age), better = FixConfidence.Of(RecallTier.Template, successes + 1, failures, age);
        return now.Mean is > 0 and < 1 && now.AtLeast is >= 0 and <= 1 && better.Mean > now.Mean && better.AtLeast >= now.AtLeast;
    }).Check(Config.QuickThrowOnFailure);
}
