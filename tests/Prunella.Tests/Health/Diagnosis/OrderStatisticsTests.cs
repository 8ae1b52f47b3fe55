using FsCheck;
using FsCheck.Fluent;
using Prunella.Health;
using Xunit;

namespace Prunella.Tests.Health;

public sealed class OrderStatisticsTests
{
    [Fact]
    public void Quantiles_are_those_of_the_sorted_values() => Prop.ForAll<int[], byte>((numbers, chosen) =>
    {
        if (numbers.Length == 0)
            return true;
        double[] values = [.. numbers.Select(static number => (double)(number % 7))]; // many equal ones
        double[] sorted = [.. values.Order()];
        double share = chosen / 255.0;
        return OrderStatistics.Quantile(values, share) == ShiftMeter.At(sorted, share) && values.Order().SequenceEqual(sorted);
    }).Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData(13)]
    [InlineData(120)]
    [InlineData(1000)]
    public void Every_place_holds_what_sorting_puts_there(int count)
    {
        var random = new System.Random(count);
        foreach (int different in new[] { 1, 2, 10, int.MaxValue })
        {
            double[] values = [.. Enumerable.Range(0, count).Select(_ => (double)random.Next(different))];
            double[] sorted = [.. values.Order()];
            for (int place = 0; place < count; place += 1 + count / 50)
                Assert.Equal(sorted[place], OrderStatistics.Select([.. values], place));
        }
    }

    [Fact]
    public void The_quartiles_of_windows_are_those_of_each_sorted_window()
    {
        var random = new System.Random(5);
        var sorter = new WindowSorter();
        for (int length = 1; length <= WindowSorter.Longest; length++)
        {
            double[] values = [.. Enumerable.Range(0, 150).Select(_ => random.NextDouble() - 0.5)];
            int step = Math.Max(1, length / 2), windows = (values.Length - length) / step + 1;
            double[] low = new double[windows], high = new double[windows];
            sorter.Quartiles(values, length, step, windows, low, high);
            for (int w = 0; w < windows; w++)
            {
                double[] sorted = [.. values.AsSpan(w * step, length).ToArray().Order()];
                Assert.Equal((ShiftMeter.At(sorted, 0.25), ShiftMeter.At(sorted, 0.75)), (low[w], high[w]));
            }
        }
    }
}
