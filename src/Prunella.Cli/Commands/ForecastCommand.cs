using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Prunella.Cli.Output;
using Prunella.Cli.Series;
using Prunella.Cli.Shell;
using Prunella.Metrics;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella forecast</c>: what is to come of a series, and when it reaches a limit.</summary>
internal static class ForecastCommand
{
    private const int Shown = 24, Past = 72;

    public static Command Create(CliContext context)
    {
        var command = new Command("forecast", "Forecast a series from a CSV file or standard input (timestamp,value).");
        var file = new Argument<string>("file") { Description = "The file; - for standard input.", DefaultValueFactory = static _ => "-" };
        var steps = new Option<int>("--steps", "-n") { Description = "How far ahead, in intervals of the series. Default 24.", DefaultValueFactory = static _ => 24, HelpName = "count" };
        var coverage = new Option<double>("--coverage") { Description = "The share of values the band shall hold. Default 0.9.", DefaultValueFactory = static _ => 0.9, HelpName = "share" };
        var limit = new Option<double?>("--limit", "-l") { Description = "Say when the series reaches this value.", HelpName = "value" };
        Option<bool> json = CommandOptions.Json();
        command.Arguments.Add(file);
        foreach (Option option in new Option[] { steps, coverage, limit, json })
            command.Options.Add(option);

        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, () =>
        {
            (DateTimeOffset Time, double Value)[] points = [.. SeriesFile.Read(parse.GetValue(file)!, Console.In)];
            SeriesForecast forecast = Forecast(points, new ForecastOptions { Steps = parse.GetValue(steps), Coverage = parse.GetValue(coverage) });
            double last = points.LastOrDefault(static point => double.IsFinite(point.Value)).Value;
            LimitForecast? reached = parse.GetValue(limit) is { } at ? forecast.Reaches(at, rising: last < at) : null;
            if (parse.GetValue(json))
            {
                var reply = new ForecastReply(forecast.Interval, double.IsNaN(forecast.Error) ? null : forecast.Error, forecast.Methods, reached, forecast.Points);
                context.Out.WriteLine(JsonSerializer.Serialize(reply, SeriesJson.Readable.ForecastReply));
            }
            else
            {
                Show(context, points, forecast, reached, parse.GetValue(limit));
            }

            return Task.FromResult(ExitCode.Ok);
        }, cancellation));
        return command;
    }

    private static SeriesForecast Forecast((DateTimeOffset Time, double Value)[] points, ForecastOptions options)
    {
        try
        {
            return SeriesForecaster.Forecast(points, options);
        }
        catch (ArgumentException error)
        {
            throw new UsageException(error.Message.Split(" (Parameter", StringSplitOptions.None)[0], error);
        }
    }

    private static void Show(CliContext context, (DateTimeOffset Time, double Value)[] points, SeriesForecast forecast, LimitForecast? reached, double? limit)
    {
        int width = Math.Clamp(context.Size().Width / 2 - 8, 10, Past);
        string past = Sparkline.Of([.. points.TakeLast(Past).Select(static point => point.Value)], width);
        string ahead = Sparkline.Of([.. forecast.Points.Select(static point => point.Value)], width);
        int stride = Math.Max(1, (forecast.Points.Count + Shown - 1) / Shown);
        Report report = new Report().Line(past, new Words(" │ ", Tone.Muted), new Words(ahead, Tone.Strong)).Line("")
            .Table(["time", "expected", "lower", "upper"], forecast.Points.Where((_, step) => step % stride == 0).Select(static point => new Words[]
            {
                point.Time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), Number(point.Value), Number(point.Lower), Number(point.Upper),
            })).Line("")
            .Line(new Words($"by {string.Join(", ", forecast.Methods)}; usual error {Number(forecast.Error)}", Tone.Muted));
        if (reached is not null)
            report.Line(Limit(reached, limit!.Value));
        context.Show(report);
    }

    private static Words Limit(LimitForecast reached, double limit) => (reached.Expected, reached.Earliest) switch
    {
        ({ } expected, var earliest) => new(string.Create(CultureInfo.InvariantCulture, $"reaches {Number(limit)} at {expected:yyyy-MM-dd HH:mm:ss}, at the earliest at {earliest:yyyy-MM-dd HH:mm:ss}"), Tone.Bad),
        (null, { } earliest) => new(string.Create(CultureInfo.InvariantCulture, $"may reach {Number(limit)} from {earliest:yyyy-MM-dd HH:mm:ss} on"), Tone.Warning),
        _ => new($"does not reach {Number(limit)} in this time", Tone.Good),
    };

    private static string Number(double value) => double.IsNaN(value) ? "-" : value.ToString("G6", CultureInfo.InvariantCulture);
}
