using Prunella.Bench.Reporting;
using Prunella.Metrics;

namespace Prunella.Bench.Metrics;

/// <summary>How far percentiles of a sketch are from those of the values themselves.</summary>
internal sealed class SketchError : IMeasurement
{
    private static readonly double[] Quantiles = [0.5, 0.9, 0.95, 0.99, 0.999];

    public string Name => "error of percentiles";

    public Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        Table table = new("Relative error of percentiles, 100,000 values", "values", "worst of p50 to p99.9, %");
        double worst = 0;
        foreach ((string name, Func<double> draw) in new (string, Func<double>)[]
        {
            ("uniform, 0 to 1 s", bench.Random.NextDouble),
            ("lognormal about 10 ms", () => 0.01 * Math.Exp(Normal(bench.Random))),
            ("Pareto, bytes", () => 1000 / Math.Pow(1 - bench.Random.NextDouble(), 1 / 1.2)),
        })
        {
            double[] values = [.. Enumerable.Range(0, 100_000).Select(_ => draw()).Order()];
            QuantileSketch sketch = QuantileSketch.Of(values);
            double error = Quantiles.Max(quantile =>
            {
                double exact = values[(int)Math.Ceiling(quantile * values.Length) - 1];
                return Math.Abs(sketch.Quantile(quantile) - exact) / exact;
            });
            table.Row(name, Number.Show(error * 100));
            worst = Math.Max(worst, error);
        }

        report.Add(table);
        report.Set("percentile_error", worst);
        return Task.CompletedTask;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
