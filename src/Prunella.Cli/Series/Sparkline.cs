namespace Prunella.Cli.Series;

/// <summary>A row of small bars.</summary>
internal static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <param name="values">What to draw; NaN leaves a gap.</param>
    /// <param name="width">The most bars; more values than that are drawn by their means.</param>
    public static string Of(IReadOnlyList<double> values, int width)
    {
        int part = Math.Max(1, (values.Count + width - 1) / width);
        double[] means = [.. values.Chunk(part).Select(static chunk => chunk.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average())];
        double low = means.Where(double.IsFinite).DefaultIfEmpty(0).Min(), high = means.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return string.Concat(means.Select(mean =>
            double.IsNaN(mean) ? ' ' : Bars[high > low ? (int)Math.Min(Bars.Length - 1, (mean - low) / (high - low) * Bars.Length) : 0]));
    }
}
