using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Prunella.Cli.Output;
using Prunella.Cli.Series;
using Prunella.Cli.Shell;
using Prunella.Health;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella detect</c>: the unusual points of a recorded series, each judged by those before it alone.</summary>
internal static class DetectCommand
{
    public static Command Create(CliContext context)
    {
        var command = new Command("detect", "Find the unusual points of a CSV file or standard input (timestamp,value). Exit 2 where there are some.");
        var file = new Argument<string>("file") { Description = "The file; - for standard input.", DefaultValueFactory = static _ => "-" };
        var budget = new Option<double>("--alarms-per-day") { Description = "How many alarms by chance a day may bring. Default 0.1.", DefaultValueFactory = static _ => 0.1, HelpName = "count" };
        Option<bool> json = CommandOptions.Json();
        command.Arguments.Add(file);
        command.Options.Add(budget);
        command.Options.Add(json);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, () =>
        {
            IReadOnlyList<Finding> findings = [.. Find(SeriesFile.Read(parse.GetValue(file)!, Console.In), Detector(parse.GetValue(budget)))];
            if (parse.GetValue(json))
                context.Out.WriteLine(JsonSerializer.Serialize(findings, SeriesJson.Readable.IReadOnlyListFinding));
            else if (findings.Count == 0)
                context.Show(new Report().Line(new Words("Nothing unusual.", Tone.Good)));
            else
                context.Show(new Report().Table(["time", "value", "score", "deviation"], findings.Select(static finding => new Words[]
                {
                    finding.Time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), Number(finding.Value), Number(finding.Score), Number(finding.Deviation),
                })));
            return Task.FromResult(findings.Count == 0 ? ExitCode.Ok : ExitCode.Degraded);
        }, cancellation));
        return command;
    }

    private static SeriesDetector Detector(double budget)
    {
        try
        {
            return new SeriesDetector(new DetectorOptions { AlarmsPerDay = budget });
        }
        catch (ArgumentException error)
        {
            throw new UsageException("--alarms-per-day must be more than 0 and at most 100.", error);
        }
    }

    private static IEnumerable<Finding> Find(IEnumerable<(DateTimeOffset Time, double Value)> points, SeriesDetector detector)
    {
        foreach ((DateTimeOffset time, double value) in points)
        {
            Detection seen = detector.Observe(time, value);
            if (seen.IsAlarm)
                yield return new Finding(time, value, seen.Score, seen.Deviation);
        }
    }

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
