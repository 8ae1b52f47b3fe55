using FsCheck;
using FsCheck.Fluent;

namespace Prunella.Supervisor.Tests.Processes;

public sealed class GapHistogramTests
{
    [Fact]
    public void A_quantile_is_never_too_short_and_at_most_a_fifth_too_long() => Prop.ForAll<ushort[], byte>((milliseconds, part) =>
    {
        var histogram = new GapHistogram();
        TimeSpan[] gaps = [.. milliseconds.Select(static value => TimeSpan.FromMilliseconds(10 + value % 30_000)).Order()];
        foreach (TimeSpan gap in gaps)
            histogram.Add(TimeSpan.FromSeconds(1), gap);
        if (gaps.Length == 0)
            return histogram.Quantile(0.5) == TimeSpan.Zero;

        double wanted = (part + 1) / 256.0;
        TimeSpan exact = gaps[(int)Math.Ceiling(gaps.Length * wanted) - 1];
        TimeSpan told = histogram.Quantile(wanted);
        return told >= exact - TimeSpan.FromTicks(10) && told <= exact * 1.2;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_older_than_ten_minutes_is_forgotten() => Prop.ForAll<ushort[]>(steps =>
    {
        var histogram = new GapHistogram();
        List<long> slots = [];
        long second = 0;
        foreach (ushort step in steps)
        {
            second += step % 400;
            histogram.Add(TimeSpan.FromSeconds(second), TimeSpan.FromMilliseconds(100));
            slots.Add(second / 30);
        }

        return histogram.Count == slots.Count(slot => slot > second / 30 - 20);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_gap_beyond_all_buckets_counts_as_the_longest()
    {
        var histogram = new GapHistogram();
        histogram.Add(TimeSpan.Zero, TimeSpan.FromDays(1));

        Assert.True(histogram.Quantile(1) > TimeSpan.FromSeconds(30));
    }
}
