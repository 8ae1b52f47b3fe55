namespace Prunella.Metrics;

/// <summary>Forecasts a series from its own past, with a band that its own past errors give.</summary>
/// <remarks>
/// Eight simple methods forecast the past from what lay before it, at up to fourteen moments; the median of the three that did best is the forecast,
/// of fewer where the best was better by half.
/// The band is the spread of that forecast's errors at those moments. Nothing is kept between calls. Thread-safe.
/// </remarks>
public static class SeriesForecaster
{
    private const int Origins = 14, Chosen = 3, Stages = 4;
    private const double Near = 1.5;

    /// <summary>Forecasts from points of one series; they may have holes and need no order.</summary>
    /// <exception cref="ArgumentException">Fewer than two points have a finite value and a time of their own.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static SeriesForecast Forecast(IEnumerable<(DateTimeOffset Time, double Value)> points, ForecastOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        options ??= new ForecastOptions();
        Require(options);
        RegularSeries series = RegularSeries.From(points);
        double cells = options.Season / series.Interval;
        int season = cells is >= 2 and <= RegularSeries.MaxValues && Math.Abs(cells - Math.Round(cells)) < 0.01 ? (int)Math.Round(cells) : 1;
        var methods = new ForecastMethods(season);
        (int[] best, double error, double[][] misses) = Past(methods, series.Values, options.Steps, season);

        double[] ahead = Combine(methods, best, series.Values, options.Steps);
        (double Low, double High)[] bands = [.. misses.Select(stage => Band(stage, options.Coverage))];
        DateTimeOffset end = series.Start + (series.Values.Length - 1) * series.Interval;
        var result = new ForecastPoint[options.Steps];
        for (int step = 0; step < result.Length; step++)
        {
            (double low, double high) = bands[Stage(step, options.Steps)];
            result[step] = new ForecastPoint(end + (step + 1) * series.Interval, ahead[step], ahead[step] + low, ahead[step] + high);
        }

        return new SeriesForecast(result, [.. best.Select(static method => ForecastMethods.Names[method])], error, series.Interval);
    }

    private static void Require(ForecastOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Steps, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Steps, 10_000, nameof(options));
        if (options.Coverage is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(options), options.Coverage, "Coverage lies between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Season, TimeSpan.Zero, nameof(options));
    }

    // Forecasts the past: which methods did best, how well, and the errors of their median by stage of the way ahead.
    private static (int[] Best, double Error, double[][] Misses) Past(ForecastMethods methods, double[] values, int steps, int season)
    {
        int stride = season > 1 ? Math.Max(1, Math.Min(season, steps)) : Math.Max(1, steps / 4);
        List<int> origins = [];
        for (int origin = values.Length - 1 - (Math.Min(steps, stride) - 1); origin >= Math.Max(12, values.Length / 4) && origins.Count < Origins; origin -= stride)
            origins.Add(origin);

        int[] usable = [.. Enumerable.Range(0, ForecastMethods.Names.Count).Where(method => methods.Fits(method, origins.Count > 0 ? origins[^1] : values.Length))];
        double[] ahead = new double[steps], wrong = new double[ForecastMethods.Names.Count];
        long counted = 0;
        foreach (int origin in origins)
        {
            foreach (int method in usable)
            {
                methods.Run(method, values.AsSpan(0, origin), ahead);
                for (int step = 0; step < Math.Min(steps, values.Length - origin); step++)
                {
                    double miss = Math.Abs(values[origin + step] - ahead[step]);
                    if (double.IsNaN(miss))
                        continue;
                    wrong[method] += miss;
                    counted += method == usable[0] ? 1 : 0;
                }
            }
        }

        double near = usable.Min(method => wrong[method]) * Near;
        int[] best = [.. usable.OrderBy(method => wrong[method]).TakeWhile(method => wrong[method] <= near).Take(origins.Count == 0 ? 1 : Chosen)];
        return (best, counted == 0 ? double.NaN : wrong[best[0]] / counted, Misses(methods, best, values, steps, origins));
    }

    private static double[][] Misses(ForecastMethods methods, int[] best, double[] values, int steps, List<int> origins)
    {
        List<double>[] misses = [.. Enumerable.Range(0, Stages).Select(static _ => new List<double>())];
        foreach (int origin in origins)
        {
            double[] ahead = Combine(methods, best, values.AsSpan(0, origin), steps);
            for (int step = 0; step < Math.Min(steps, values.Length - origin); step++)
            {
                if (!double.IsNaN(values[origin + step]))
                    misses[Stage(step, steps)].Add(values[origin + step] - ahead[step]);
            }
        }

        // A stage that the past does not reach takes the errors of the one before.
        for (int stage = 1; stage < Stages; stage++)
        {
            if (misses[stage].Count == 0)
                misses[stage] = misses[stage - 1];
        }

        return [.. misses.Select(static stage => stage.ToArray())];
    }

    private static double[] Combine(ForecastMethods methods, int[] best, ReadOnlySpan<double> values, int steps)
    {
        double[][] each = new double[best.Length][];
        for (int index = 0; index < best.Length; index++)
            methods.Run(best[index], values, each[index] = new double[steps]);
        double[] result = new double[steps], column = new double[best.Length];
        for (int step = 0; step < steps; step++)
        {
            for (int index = 0; index < best.Length; index++)
                column[index] = each[index][step];
            result[step] = ForecastMethods.Median(column);
        }

        return result;
    }

    private static int Stage(int step, int steps) => Math.Min(Stages - 1, step * Stages / steps);

    // The quantiles with room for the next one (split conformal prediction); it always holds the forecast itself.
    private static (double Low, double High) Band(double[] misses, double coverage)
    {
        if (misses.Length == 0)
            return (0, 0);
        Array.Sort(misses);
        int cut = (int)Math.Floor((misses.Length + 1) * (1 - coverage) / 2);
        return (Math.Min(0, misses[Math.Clamp(cut - 1, 0, misses.Length - 1)]), Math.Max(0, misses[Math.Clamp(misses.Length - cut, 0, misses.Length - 1)]));
    }
}
