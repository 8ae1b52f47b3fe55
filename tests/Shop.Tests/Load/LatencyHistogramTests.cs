using FsCheck;
using FsCheck.Fluent;
using Shop.Load;

namespace Shop.Tests.Load;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void Percentiles_agree_with_a_sorted_list_within_a_thirty_second_part() =>
        Prop.ForAll<uint[], byte>((raw, percent) =>
        {
            // Spread over the powers of two, so that short and long latencies both occur.
            long[] micros = [.. raw.Select(static value => (long)(value >> (int)(value % 31)))];
            double share = percent % 101 / 100.0;
            var histogram = new LatencyHistogram();
            foreach (long value in micros)
                histogram.Record(TimeSpan.FromMicroseconds(value));
            if (micros.Length == 0)
                return histogram.Percentile(share) == TimeSpan.Zero;

            Array.Sort(micros);
            long exact = micros[Math.Max(1, (int)Math.Ceiling(share * micros.Length)) - 1];
            double found = histogram.Percentile(share).TotalMicroseconds;
            return found >= exact && found <= exact * (1 + 1.0 / 32) && histogram.Max.TotalMicroseconds == micros[^1];
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void What_is_longer_than_the_last_bucket_is_still_the_maximum()
    {
        var histogram = new LatencyHistogram();

        histogram.Record(TimeSpan.FromDays(1));

        Assert.Equal(TimeSpan.FromDays(1), histogram.Percentile(0.5));
    }
}
