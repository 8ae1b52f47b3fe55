using System.Buffers.Binary;
using System.Text;
using Prunella.Telemetry.Otlp;

namespace Prunella.Telemetry.Tests.Otlp;

public sealed class OtlpMetricsTests
{
    [Fact]
    public void A_gauge_is_read_with_all_that_it_says()
    {
        Taken point = Assert.Single(Points(Metric("queue.length", 5, Data(new WireWriter().Fixed(3, 2_000).Fixed(6, unchecked((ulong)-7)).Attribute(7, "queue", "mail")))));

        Assert.Equal(("queue.length", "orders", OtlpMetricKind.Gauge, OtlpTemporality.Unspecified, -7.0, 2_000L, "mail"),
            (point.Name, point.Service, point.Kind, point.Temporality, point.Value, point.Time, point.Attribute));
    }

    [Theory]
    [InlineData(1, OtlpTemporality.Delta)]
    [InlineData(2, OtlpTemporality.Cumulative)]
    [InlineData(77, OtlpTemporality.Unspecified)]
    public void A_sum_says_what_it_counts(ulong temporality, OtlpTemporality expected)
    {
        Taken point = Assert.Single(Points(Metric("requests", 7, Data(new WireWriter().Fixed(4, Bits(2.5))).Number(2, temporality).Number(3, 1))));

        Assert.Equal((OtlpMetricKind.Sum, expected, true, 2.5), (point.Kind, point.Temporality, point.IsMonotonic, point.Value));
    }

    [Fact]
    public void A_point_that_recorded_nothing_has_no_value() =>
        Assert.Equal(double.NaN, Assert.Single(Points(Metric("m", 5, Data(new WireWriter().Fixed(4, Bits(3)).Number(8, 1))))).Value);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Quantiles_of_a_histogram_lie_within_its_buckets_packed_or_not(bool isPacked)
    {
        WireWriter point = new WireWriter().Fixed(4, 10).Fixed(5, Bits(100)).Fixed(11, Bits(2)).Fixed(12, Bits(40));
        Numbers(point, 6, isPacked, [0, 5, 5, 0]);
        Numbers(point, 7, isPacked, [Bits(1), Bits(10), Bits(20)]);
        Taken taken = Assert.Single(Points(Metric("latency", 9, Data(point).Number(2, 2))));

        Assert.Equal((10UL, 10.0, 2.0, 40.0), (taken.Count, taken.Value, taken.Min, taken.Max));
        Assert.Equal(10, taken.Median, 6);
        Assert.Equal(19.8, taken.P99, 6);
    }

    [Fact]
    public void The_open_bucket_of_a_histogram_is_closed_by_what_is_told_of_the_greatest()
    {
        WireWriter point = new WireWriter().Fixed(4, 4).Fixed(5, Bits(100)).Fixed(12, Bits(40));
        Numbers(point, 6, true, [0, 4]);
        Numbers(point, 7, true, [Bits(10)]);

        Assert.Equal(25, Assert.Single(Points(Metric("latency", 9, Data(point)))).Median, 6);
    }

    [Fact]
    public void Quantiles_of_an_exponential_histogram_follow_its_base()
    {
        // Scale 0: base 2. Offset 2: buckets from 4 to 8 and from 8 to 16.
        WireWriter point = new WireWriter().Fixed(4, 10).Fixed(5, Bits(80)).Number(6, 0).Fixed(7, 0)
            .Message(8, new WireWriter().Number(1, 4).Bytes(2, 5, 5));
        Taken taken = Assert.Single(Points(Metric("latency", 10, Data(point).Number(2, 1))));

        Assert.Equal((OtlpMetricKind.ExponentialHistogram, OtlpTemporality.Delta, 8.0), (taken.Kind, taken.Temporality, taken.Value));
        Assert.Equal(8, taken.Median, 6);
        Assert.InRange(taken.P99, 8, 16);
    }

    [Fact]
    public void Negative_and_zero_values_of_an_exponential_histogram_come_first()
    {
        WireWriter point = new WireWriter().Fixed(4, 9).Fixed(7, 3)
            .Message(8, new WireWriter().Number(1, 0).Bytes(2, 3)).Message(9, new WireWriter().Number(1, 0).Bytes(2, 3));
        Taken taken = Assert.Single(Points(Metric("balance", 10, Data(point))));

        Assert.Equal(0, taken.Median);
        Assert.InRange(taken.P99, 1, 2);
        Assert.InRange(taken.P1, -2, -1);
    }

    [Fact]
    public void A_summary_gives_the_quantile_that_lies_nearest()
    {
        WireWriter point = new WireWriter().Fixed(4, 3).Fixed(5, Bits(6))
            .Message(6, new WireWriter().Fixed(1, Bits(0.5)).Fixed(2, Bits(7))).Message(6, new WireWriter().Fixed(1, Bits(0.95)).Fixed(2, Bits(70)));
        Taken taken = Assert.Single(Points(Metric("age", 11, Data(point))));

        Assert.Equal((7.0, 70.0, 2.0), (taken.Median, taken.P99, taken.Value));
    }

    [Fact]
    public void A_name_that_stands_behind_its_data_is_theirs_nevertheless()
    {
        byte[] message = Message(new WireWriter().Message(5, Data(new WireWriter().Fixed(4, Bits(1)))).Text(1, "late"));

        Assert.Equal("late", Assert.Single(Points(message)).Name);
    }

    [Fact]
    public void Buckets_with_an_absurd_length_are_refused_with_their_place()
    {
        byte[] message = Metric("latency", 9, Data(new WireWriter().Fixed(4, 1).Bytes(6, 1, 2, 3)));

        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Points(message));
        Assert.Contains("eight bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_points_allocates_nothing()
    {
        byte[] message = Metric("queue.length", 5, Data(new WireWriter().Fixed(3, 2_000).Fixed(4, Bits(3)).Attribute(7, "queue", "mail")));
        var sink = new Counting();
        OtlpReader.ReadMetrics(message, sink);
        long before = GC.GetAllocatedBytesForCurrentThread();
        OtlpReader.ReadMetrics(message, sink);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2, sink.Count);
    }

    internal static byte[] Metric(string name, int kind, WireWriter data) => Message(new WireWriter().Text(1, name).Text(3, "ms").Message(kind, data));

    internal static WireWriter Data(WireWriter point) => new WireWriter().Message(1, point);

    internal static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(value);

    private static byte[] Message(WireWriter metric) => new WireWriter().Message(1, new WireWriter()
        .Message(1, new WireWriter().Attribute(1, "service.name", "orders"))
        .Message(2, new WireWriter().Message(2, metric))).ToArray();

    private static void Numbers(WireWriter point, int field, bool isPacked, ulong[] numbers)
    {
        if (isPacked)
        {
            byte[] packed = new byte[8 * numbers.Length];
            for (int i = 0; i < numbers.Length; i++)
                BinaryPrimitives.WriteUInt64LittleEndian(packed.AsSpan(8 * i), numbers[i]);
            point.Bytes(field, packed);
            return;
        }

        foreach (ulong number in numbers)
            point.Fixed(field, number);
    }

    internal static List<Taken> Points(byte[] message)
    {
        var sink = new Collecting();
        OtlpReader.ReadMetrics(message, sink);
        return sink.Points;
    }

    internal sealed record Taken(
        string Name, string Service, OtlpMetricKind Kind, OtlpTemporality Temporality, bool IsMonotonic, double Value, long Time, ulong Count, double Min, double Max,
        double P1, double Median, double P99, string? Attribute);

    private sealed class Collecting : IOtlpMetricSink
    {
        public List<Taken> Points { get; } = [];

        public void Accept(in OtlpPoint point)
        {
            point.Resource.TryGetText("service.name"u8, out ReadOnlySpan<byte> service);
            string? attribute = point.Attributes.TryGetText("queue"u8, out ReadOnlySpan<byte> queue) ? Encoding.UTF8.GetString(queue) : null;
            Points.Add(new Taken(
                Encoding.UTF8.GetString(point.Name), Encoding.UTF8.GetString(service), point.Kind, point.Temporality, point.IsMonotonic, point.Value, point.Time, point.Count,
                point.Min, point.Max, point.Quantile(0.01), point.Quantile(0.5), point.Quantile(0.99), attribute));
        }
    }

    private sealed class Counting : IOtlpMetricSink
    {
        public int Count { get; private set; }

        public void Accept(in OtlpPoint point) => Count++;
    }
}
