namespace Prunella.Metrics;

/// <summary>Spearman's rank correlation; equal values share the mean of their ranks.</summary>
internal static class RankCorrelation
{
    private const int LeastPairs = 8;

    public static Correlation Of((double First, double Second)[] pairs, TimeSpan lag)
    {
        if (pairs.Length < LeastPairs)
            return new Correlation(0, lag, pairs.Length);
        double[] first = Ranks([.. pairs.Select(static pair => pair.First)]);
        double[] second = Ranks([.. pairs.Select(static pair => pair.Second)]);
        double mean = (pairs.Length + 1) / 2.0;
        double together = 0, one = 0, other = 0;
        for (int i = 0; i < pairs.Length; i++)
        {
            together += (first[i] - mean) * (second[i] - mean);
            one += (first[i] - mean) * (first[i] - mean);
            other += (second[i] - mean) * (second[i] - mean);
        }

        return new Correlation(one > 0 && other > 0 ? together / Math.Sqrt(one * other) : 0, lag, pairs.Length);
    }

    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort((double[])values.Clone(), order);
        double[] ranks = new double[values.Length];
        for (int from = 0, to; from < order.Length; from = to)
        {
            for (to = from + 1; to < order.Length && values[order[to]] == values[order[from]]; to++)
            {
            }

            for (int i = from; i < to; i++)
                ranks[order[i]] = (from + to + 1) / 2.0;
        }

        return ranks;
    }
}
