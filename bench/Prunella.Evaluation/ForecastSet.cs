using System.Globalization;
using Prunella.Metrics;

namespace Prunella.Evaluation;

/// <summary>Hourly series of some length: from the middle on, each 24 rows, the next 24 rows are forecast from those before.</summary>
internal sealed class ForecastSet : IEvaluationSet
{
    private const int Steps = 24, LeastRows = 500, LeastPast = 192;

    public string Name => "forecast";

    public async Task<int> RunAsync(string input, string output, CancellationToken cancellationToken)
    {
        string[] files = Directory.GetFiles(input, "*.csv.gz", SearchOption.AllDirectories);
        if (files.Length == 0)
            throw new InvalidDataException($"No *.csv.gz lies below {input}.");

        int items = 0;
        await using var writer = new StreamWriter(output);
        await writer.WriteLineAsync("series,origin_row,step,forecast,lower,upper");
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            (DateTimeOffset Time, double Value)[] rows = [.. TimedCsv.Read(file).Select(static row => (row.Time, row.Value))];
            if (rows.Length < LeastRows || rows[1].Time.Minute != rows[0].Time.Minute)
                continue;
            items++;
            string series = Path.GetRelativePath(input, file)[..^3].Replace('\\', '/');
            for (int origin = Math.Max(rows.Length / 2, LeastPast); origin < rows.Length - Steps; origin += Steps)
            {
                cancellationToken.ThrowIfCancellationRequested();
                SeriesForecast forecast = SeriesForecaster.Forecast(rows.Take(origin), new ForecastOptions { Steps = Steps });
                for (int step = 0; step < Steps; step++)
                {
                    ForecastPoint point = forecast.Points[step];
                    await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                        $"{series},{origin},{step + 1},{point.Value:R},{point.Lower:R},{point.Upper:R}"));
                }
            }
        }

        return items;
    }
}
