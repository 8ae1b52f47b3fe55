using System.Diagnostics.Metrics;
using Prunella.Metrics;

namespace Prunella.Tests.Metrics;

public class MetricsExpositionTests
{
    [Fact]
    public void Names_units_and_texts_are_written_as_Prometheus_reads_them()
    {
        using HubFixture test = new();
        test.Meter.CreateCounter<long>("orders.paid", "{order}", "Orders\nthat were \\ paid.").Add(3, new KeyValuePair<string, object?>("shop.name", "a \"b\"\n\\c"));
        test.Meter.CreateGauge<double>("queue.fill", "1").Record(0.5);
        test.Meter.CreateUpDownCounter<long>("pool.size", "By").Add(7);
        test.Seconds(1);

        Assert.Equal($$"""
            # HELP orders_paid_total Orders\nthat were \\ paid.
            # TYPE orders_paid_total counter
            orders_paid_total{otel_scope_name="{{test.Meter.Name}}",shop_name="a \"b\"\n\\c"} 3
            # TYPE pool_size_bytes gauge
            pool_size_bytes{otel_scope_name="{{test.Meter.Name}}"} 7
            # TYPE queue_fill_ratio gauge
            queue_fill_ratio{otel_scope_name="{{test.Meter.Name}}"} 0.5

            """, MetricsExposition.Write(test.Hub.Snapshot()));
    }

    [Fact]
    public void A_histogram_has_growing_buckets_a_sum_and_a_count()
    {
        using HubFixture test = new();
        Histogram<double> duration = test.Meter.CreateHistogram<double>("wait", "s");
        duration.Record(0.004);
        duration.Record(0.2);
        duration.Record(1000);
        test.Seconds(1);

        string[] lines = MetricsExposition.Write(test.Hub.Snapshot(), ExpositionFormat.OpenMetrics).Split('\n');
        string scope = $"otel_scope_name=\"{test.Meter.Name}\"";
        Assert.Contains("# TYPE wait_seconds histogram", lines);
        Assert.Contains("# UNIT wait_seconds seconds", lines);
        Assert.Contains($"wait_seconds_bucket{{{scope},le=\"0.005\"}} 1", lines);
        Assert.Contains($"wait_seconds_bucket{{{scope},le=\"0.25\"}} 2", lines);
        Assert.Contains($"wait_seconds_bucket{{{scope},le=\"+Inf\"}} 3", lines);
        Assert.Contains($"wait_seconds_count{{{scope}}} 3", lines);
        Assert.Equal(["# EOF", ""], lines[^2..]);
    }

    [Theory]
    [InlineData(null, ExpositionFormat.Prometheus)]
    [InlineData("text/plain", ExpositionFormat.Prometheus)]
    [InlineData("application/openmetrics-text;version=1.0.0,text/plain;q=0.5", ExpositionFormat.OpenMetrics)]
    [InlineData("application/openmetrics-text;q=0,text/plain", ExpositionFormat.Prometheus)]
    public void The_format_is_the_one_that_is_asked_for(string? accept, ExpositionFormat expected) => Assert.Equal(expected, MetricsExposition.Choose(accept));
}
