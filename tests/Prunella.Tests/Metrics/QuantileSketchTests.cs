using FsCheck;
using FsCheck.Fluent;
using Prunella.Metrics;

namespace Prunella.Tests.Metrics;

public class QuantileSketchTests
{
    private static readonly double[] Quantiles = [0, 0.01, 0.5, 0.9, 0.99, 1];

    [Fact]
    public void Every_quantile_is_within_0_8_percent_of_the_exact_one() => Prop.ForAll<double[]>(values =>
    {
        double[] sorted = [.. values.Where(static value => double.IsFinite(value) && (value == 0 || Math.Abs(value) is > 1e-9 and < 1e15)).Order()];
        QuantileSketch sketch = QuantileSketch.Of(sorted);
        return sketch.Count == sorted.Length && (sorted.Length == 0 || Quantiles.All(quantile =>
        {
            double exact = sorted[Math.Max(0, (int)Math.Ceiling(quantile * sorted.Length) - 1)];
            return Math.Abs(sketch.Quantile(quantile) - exact) <= Math.Abs(exact) * 0.008;
        }));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Merging_is_the_same_as_measuring_all_together() => Prop.ForAll<int[], int[]>((one, other) =>
    {
        QuantileSketch merged = QuantileSketch.Merge([QuantileSketch.Of(one.Select(Convert.ToDouble)), QuantileSketch.Of(other.Select(Convert.ToDouble))]);
        QuantileSketch together = QuantileSketch.Of(one.Concat(other).Select(Convert.ToDouble));
        return merged.Buckets.SequenceEqual(together.Buckets) && merged.Counts.SequenceEqual(together.Counts);
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_packed_sketch_comes_back_and_other_bytes_are_refused()
    {
        QuantileSketch sketch = QuantileSketch.Of([-3, 0, 0, 0.001, 5, 5, 1e9]);
        byte[] packed = SketchCodec.Write(sketch.Buckets, sketch.Counts, sketch.Sum);

        QuantileSketch read = SketchCodec.TryRead(packed)!;
        Assert.Equal(sketch.Buckets.ToArray(), read.Buckets.ToArray());
        Assert.Equal(sketch.Counts.ToArray(), read.Counts.ToArray());
        Assert.Equal(sketch.Sum, read.Sum);
        Assert.Null(SketchCodec.TryRead(packed.AsSpan(0, 5)));
        Assert.Null(SketchCodec.TryRead([.. packed, 0xFF, 0xFF, 0xFF, 0x0F, 1]));
    }
}
