using FsCheck;
using FsCheck.Fluent;
using Prunella.Kernel;

namespace Prunella.Tests.Kernel;

public sealed class ExponentialBackoffTests
{
    [Fact]
    public void The_ceiling_doubles_up_to_the_cap()
    {
        var backoff = new ExponentialBackoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Assert.Equal([0, 1, 2, 4, 8, 10, 10], Enumerable.Range(0, 7).Select(attempt => backoff.Ceiling(attempt).TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(10), backoff.Ceiling(int.MaxValue));
    }

    [Fact]
    public void A_delay_lies_between_nothing_and_the_ceiling() => Prop.ForAll<PositiveInt, PositiveInt, NonNegativeInt>(static (first, more, attempt) =>
    {
        var backoff = new ExponentialBackoff(TimeSpan.FromTicks(first.Get), TimeSpan.FromTicks((long)first.Get + more.Get));
        TimeSpan delay = backoff.Delay(attempt.Get, new Random(first.Get));
        return delay >= TimeSpan.Zero && delay <= backoff.Ceiling(attempt.Get) && backoff.Ceiling(attempt.Get) <= backoff.Cap;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Wrong_bounds_are_refused()
    {
        _ = Assert.Throws<ArgumentOutOfRangeException>(static () => new ExponentialBackoff(TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        _ = Assert.Throws<ArgumentOutOfRangeException>(static () => new ExponentialBackoff(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1)));
        _ = Assert.Throws<ArgumentOutOfRangeException>(static () => new ExponentialBackoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)).Ceiling(-1));
    }
}
