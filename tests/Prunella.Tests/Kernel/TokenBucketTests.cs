using FsCheck;
using FsCheck.Fluent;
using Prunella.Kernel;
using Prunella.Testing;

namespace Prunella.Tests.Kernel;

public sealed class TokenBucketTests
{
    [Fact]
    public void It_gives_what_it_holds_and_then_what_comes_back()
    {
        var clock = new ManualClock();
        var bucket = new TokenBucket(3, TimeSpan.FromSeconds(30), clock);
        Assert.Equal([true, true, true, false], Enumerable.Range(0, 4).Select(_ => bucket.TryTake()));

        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal((true, false), (bucket.TryTake(), bucket.TryTake()));

        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, bucket.Left);
    }

    [Fact]
    public void Looking_often_takes_nothing_away() => Prop.ForAll<PositiveInt, PositiveInt>(static (looks, capacity) =>
    {
        int many = 1 + (capacity.Get % 50);
        var clock = new ManualClock();
        var bucket = new TokenBucket(many, TimeSpan.FromTicks(many * 1000L * looks.Get), clock);
        while (bucket.TryTake())
        {
        }

        for (int i = 0; i < looks.Get; i++) // together the time of one token
        {
            clock.Advance(TimeSpan.FromTicks(1000));
            _ = bucket.Left;
        }

        return bucket.TryTake();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Never_more_than_its_rate_allows() => Prop.ForAll<byte[]>(static waits =>
    {
        var clock = new ManualClock();
        var bucket = new TokenBucket(5, TimeSpan.FromSeconds(50), clock);
        int taken = 0;
        foreach (byte wait in waits)
        {
            clock.Advance(TimeSpan.FromSeconds(wait));
            taken += bucket.TryTake() ? 1 : 0;
        }

        return taken <= 5 + waits.Sum(static wait => wait / 10.0) + 1e-6;
    }).QuickCheckThrowOnFailure();
}
