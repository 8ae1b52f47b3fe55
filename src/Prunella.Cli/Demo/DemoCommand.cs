using System.CommandLine;
using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json;
using Prunella.Cli.Commands;
using Prunella.Cli.Manifest;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Supervisor;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Demo;

/// <summary><c>prunella demo</c>: a real shop of several processes is hurt and healed before your eyes.</summary>
[SupportedOSPlatform("linux")]
internal static class DemoCommand
{
    private const string Basic = "basic";
    private const string Cascade = "cascade";
    private const string Play = "play";

    public static Command Create(CliContext context)
    {
        var command = new Command("demo", "Run a small shop under load, hurt it, and watch it being healed. Exit 3 if it was not.");
        var scenario = new Argument<string>("scenario") { Description = "basic: eight faults, one after another; cascade: one service slows down and fails, without Prunella and with it; play: none, inject them on the dashboard's page.", DefaultValueFactory = static _ => Basic };
        _ = scenario.AcceptOnlyFromAmong(Basic, Cascade, Play);
        var pace = new Option<string>("--pace") { Description = "Time between two faults, for those who read along.", HelpName = "duration", DefaultValueFactory = static _ => "1s" };
        var rate = new Option<double?>("--rate") { Description = "Requests per second; by default 50, for cascade 80.", HelpName = "1-1000" };
        var brief = new Option<bool>("--short") { Description = "cascade in half the time: enough to see what happens, too little to measure by." };
        Option<bool> json = CommandOptions.Json();
        command.Arguments.Add(scenario);
        command.Options.Add(pace);
        command.Options.Add(rate);
        command.Options.Add(brief);
        command.Options.Add(json);
        Option<string?> dashboard = CommandOptions.Dashboard();
        command.Options.Add(dashboard);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            bool isCascade = parse.GetValue(scenario) == Cascade;
            var settings = new DemoSettings(
                Path.Combine(StateDirectory.OfRun("demo", context.Environment), context.Time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)),
                Quantity.TryDuration(parse.GetValue(pace)!, out TimeSpan pause) ? pause : throw new UsageException("--pace: not a duration, as 500ms or 3s."),
                (parse.GetValue(rate) ?? (isCascade ? 80 : 50)) is var perSecond and >= 1 and <= 1000 ? perSecond : throw new UsageException("--rate: must lie in 1 to 1000."),
                CommandOptions.PortOf(parse.GetValue(dashboard)), context.User, parse.GetValue(scenario) == Play, parse.GetValue(brief) ? CascadeSchedule.Short : CascadeSchedule.Full);
            return await (isCascade ? RunCascadeAsync(context, settings, parse.GetValue(json), cancellation) : RunAsync(context, settings, parse.GetValue(json), cancellation));
        }, cancellation));
        return command;
    }

    private static async Task<ExitCode> RunAsync(CliContext context, DemoSettings settings, bool json, CancellationToken cancellation)
    {
        DemoResult result;
        try
        {
            // With --json standard output is for machines alone.
            var lines = json ? new LineWriter(context.Error, colour: false) : context.Lines();
            result = await new DemoRun(settings, new DemoNarrator(lines)).RunAsync(cancellation);
        }
        catch (SupervisorException refused)
        {
            throw new UsageException(refused.Message);
        }

        if (settings.IsPlay)
            return ExitCode.Ok;
        if (json)
            context.Out.WriteLine(JsonSerializer.Serialize(result, DemoJson.Default.DemoResult));
        else
            context.Show(DemoNarrator.Summary(result));
        return result is { Healed: true, JournalIsWhole: true } ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<ExitCode> RunCascadeAsync(CliContext context, DemoSettings settings, bool json, CancellationToken cancellation)
    {
        CascadeResult result;
        try
        {
            var lines = json ? new LineWriter(context.Error, colour: false) : context.Lines();
            result = await new CascadeDemo(settings, new CascadeNarrator(lines)).RunAsync(cancellation);
        }
        catch (SupervisorException refused)
        {
            throw new UsageException(refused.Message);
        }

        if (json)
            context.Out.WriteLine(JsonSerializer.Serialize(result, CascadeJson.Default.CascadeResult));
        else
            context.Show(CascadeNarrator.Summary(result));
        return result.Met ? ExitCode.Ok : ExitCode.Failed;
    }
}
