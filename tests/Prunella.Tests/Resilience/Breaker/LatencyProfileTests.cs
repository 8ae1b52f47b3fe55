using FsCheck;
using FsCheck.Fluent;
using Prunella.Resilience;

namespace Prunella.Tests.Resilience.Breaker;

public sealed class LatencyProfileTests
{
    [Fact]
    public void Percentiles_agree_with_a_sorted_list_within_a_bucket() => Prop.ForAll<ushort[]>(values =>
    {
        if (values.Length < 60)
            values = [.. Enumerable.Repeat(values, 1 + 60 / Math.Max(1, values.Length)).SelectMany(static part => part), .. Enumerable.Repeat((ushort)7, 60)];
        var profile = new LatencyProfile();
        foreach (ushort value in values)
            profile.Add(value);
        profile.Refresh(values.Length);

        ushort[] sorted = [.. values.Order()];
        return Fits(profile.Percentile50, sorted[(int)Math.Ceiling(0.5 * sorted.Length) - 1])
            && Fits(profile.Percentile99, sorted[(int)Math.Ceiling(0.99 * sorted.Length) - 1]);

        static bool Fits(long found, long exact) => found >= exact && found <= exact * 1.13 + 1;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Little_is_nothing()
    {
        var profile = new LatencyProfile();
        profile.Add(100);
        profile.Refresh(1);

        Assert.Equal(long.MaxValue, profile.Percentile99);
    }

    [Fact]
    public void A_cold_start_is_forgotten_within_half_a_minute_of_little_traffic()
    {
        var profile = new LatencyProfile();
        for (int call = 0; call < 10; call++)
            profile.Add(100 * (call + 1)); // each in a bucket of its own
        for (int call = 0; call < 250; call++)
        {
            profile.Add(10);
            profile.Refresh(1);
        }

        Assert.InRange(profile.Percentile95, 10, 12);
    }

    [Fact]
    public void A_few_unusual_calls_belong_to_the_usual_but_a_flock_does_not_become_it()
    {
        var profile = new LatencyProfile();
        for (int call = 0; call < 100; call++)
            profile.Add(10);
        profile.AddUnusual(1000);
        profile.AddUnusual(1000);
        profile.Settle(usual: false);
        profile.Refresh(0);
        Assert.InRange(profile.Percentile99, 10, 12);

        profile.AddUnusual(1000);
        profile.AddUnusual(1000);
        profile.Settle(usual: true);
        profile.Refresh(0);
        Assert.InRange(profile.Percentile99, 1000, 1130);
    }

    [Fact]
    public void It_forgets()
    {
        var profile = new LatencyProfile();
        Feed(20_000, 1000);
        Feed(300_000, 10);

        Assert.InRange(profile.Percentile99, 10, 12);

        void Feed(int times, long value)
        {
            for (int i = 0; i < times; i++)
            {
                profile.Add(value);
                if (i % 1000 == 999)
                    profile.Refresh(1000);
            }
        }
    }
}
