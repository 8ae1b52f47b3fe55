namespace Prunella.Metrics;

/// <summary>The upper bounds of the buckets that histograms are written with.</summary>
internal static class HistogramBounds
{
    private static readonly double[] Seconds =
        [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 300];

    private static readonly double[] Others = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

    public static ReadOnlySpan<double> Of(string unit) => unit == "s" ? Seconds : Others;
}
