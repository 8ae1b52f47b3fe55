using Prunella.Bench.Reporting;
using Prunella.Bench.Supervisor;

namespace Prunella.Bench.Tests;

public class SampleTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 50)]
    [InlineData(0.99, 99)]
    [InlineData(1, 100)]
    public void A_quantile_is_a_value_that_was_measured(double share, double expected) =>
        Assert.Equal(expected, new Sample(Enumerable.Range(1, 100).Reverse().Select(static value => (double)value)).Quantile(share));

    [Fact]
    public void One_value_is_every_quantile()
    {
        Sample sample = new([7]);

        Assert.Equal((7, 7, 7), (sample.Quantile(0), sample.Median, sample.Max));
    }

    [Fact]
    public void No_value_is_no_sample() => Assert.Throws<ArgumentException>(() => new Sample([]));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.012345, "0.0123")]
    [InlineData(1.2345, "1.23")]
    [InlineData(45.678, "45.7")]
    [InlineData(2249.4, "2,249")]
    public void A_number_shows_three_digits(double value, string expected) => Assert.Equal(expected, Number.Show(value));

    [Fact]
    public void A_stamp_that_is_not_complete_yet_is_not_read() =>
        Assert.Equal([new Stamp(1000000001, 7), new Stamp(1000000002, 8)], StampFile.Parse("1000000001 7\n1000000002 8\n10000"));

    [Fact]
    public void An_empty_file_holds_no_stamp() => Assert.Empty(StampFile.Parse(""));
}
