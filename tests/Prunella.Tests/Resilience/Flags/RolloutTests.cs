using FsCheck;
using FsCheck.Fluent;
using Prunella.Resilience;

namespace Prunella.Tests.Resilience.Flags;

public sealed class RolloutTests
{
    [Fact]
    public void Who_is_in_stays_in_as_the_percentage_grows() => Prop.ForAll<string, byte, byte>((key, a, b) =>
    {
        (double less, double more) = (Math.Min(a % 101, b % 101), Math.Max(a % 101, b % 101));
        string who = key ?? "";
        return !new Rollout { Percent = less }.Includes("/", who) || new Rollout { Percent = more }.Includes("/", who);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(10, 900, 1100)]
    [InlineData(50, 4800, 5200)]
    [InlineData(100, 10_000, 10_000)]
    public void The_share_is_what_it_says(double percent, int least, int most)
    {
        var rollout = new Rollout { Percent = percent };

        Assert.InRange(Enumerable.Range(0, 10_000).Count(user => rollout.Includes("/", $"user-{user}")), least, most);
    }

    [Theory]
    [InlineData("/orders", "/orders", true)]
    [InlineData("/orders", "/Orders", true)]
    [InlineData("/orders", "/orders/5", false)]
    [InlineData("/orders/*", "/orders/5", true)]
    [InlineData("/orders/*", "/orders", true)]
    [InlineData("/orders/*", "/ordersX", false)]
    public void Routes_fit_by_name_or_by_their_beginning(string pattern, string route, bool fits) =>
        Assert.Equal(fits, new Rollout { Routes = [pattern] }.Includes(route, "me"));
}
