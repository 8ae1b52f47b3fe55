using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using Prunella.Bench.Reporting;
using Prunella.Bench.Resilience;
using Prunella.Metrics;
using Prunella.Testing;

namespace Prunella.Bench.Metrics;

/// <summary>What one measurement with two tags costs the thread that makes it; all ways take turns in one run.</summary>
internal sealed class RecordCost : IMeasurement
{
    private static readonly KeyValuePair<string, object?>[] Methods = [new("http.request.method", "GET"), new("http.request.method", "POST")];
    private static readonly KeyValuePair<string, object?>[] Codes = [new("http.response.status_code", 200), new("http.response.status_code", 404)];

    public string Name => "recording";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        using Meter alone = new("bench.alone");
        using Meter ours = new("bench.prunella");
        using Meter theirs = new("bench.otel");
        using MetricsHub hub = new(new ManualLoop(), new MetricsOptions { Meters = { ours.Name } });
        hub.Start();
        using MeterProvider provider = Sdk.CreateMeterProviderBuilder().AddMeter(theirs.Name)
            .AddReader(new BaseExportingMetricReader(new Nowhere())).Build();

        CallCase nobody = new("histogram, nobody listens", Recording(alone.CreateHistogram<double>("wait", "s")));
        CallCase counter = new("counter, Prunella", Counting(ours.CreateCounter<long>("calls")));
        CallCase histogram = new("histogram, Prunella", Recording(ours.CreateHistogram<double>("wait", "s")));
        CallCase otelCounter = new("counter, OpenTelemetry 1.20.1", Counting(theirs.CreateCounter<long>("calls")));
        CallCase otelHistogram = new("histogram, OpenTelemetry 1.20.1", Recording(theirs.CreateHistogram<double>("wait", "s")));
        CallCase[] cases = [nobody, counter, histogram, otelCounter, otelHistogram];
        await Warmth.ReachAsync(cases.Select(static one => new Action(() => one.Run(5_000))), cancellationToken);
        for (int round = 0; round < (bench.Short ? 15 : 41); round++)
        {
            foreach (CallCase one in cases)
                one.Measure(bench.Short ? 50_000 : 200_000);
        }

        Table table = new("One measurement with two tags: thread CPU time", "way", "median ns", "least ns", "B");
        foreach (CallCase one in cases)
            table.Row(one.Name, Number.Show(one.Nanoseconds), Number.Show(one.LeastNanoseconds), Number.Show(one.Bytes));
        report.Add(table);
        report.Set("record_ns", Math.Max(counter.Nanoseconds, histogram.Nanoseconds));
        report.Set("record_bytes", Math.Max(counter.Bytes, histogram.Bytes));
        report.Set("record_vs_otel", Math.Max(counter.Nanoseconds / otelCounter.Nanoseconds, histogram.Nanoseconds / otelHistogram.Nanoseconds));
    }

    private static Func<int, long> Counting(Counter<long> counter) => calls =>
    {
        for (int i = 0; i < calls; i++)
            counter.Add(1, Methods[i & 1], Codes[(i >> 1) & 1]);
        return calls;
    };

    private static Func<int, long> Recording(Histogram<double> histogram) => calls =>
    {
        for (int i = 0; i < calls; i++)
            histogram.Record(0.001 * (1 + (i & 255)), Methods[i & 1], Codes[(i >> 1) & 1]);
        return calls;
    };

    private sealed class Nowhere : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch) => ExportResult.Success;
    }
}
