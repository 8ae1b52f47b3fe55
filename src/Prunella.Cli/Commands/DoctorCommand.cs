using System.CommandLine;
using System.Text.Json;
using Prunella.Cli.Agents;
using Prunella.Cli.Doctor;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella doctor</c>: what this machine lacks, and what that means.</summary>
internal static class DoctorCommand
{
    private static readonly TimeSpan AgentPatience = TimeSpan.FromSeconds(2);

    public static Command Create(CliContext context)
    {
        var command = new Command("doctor", "Check what healing needs from this machine. Exit 2 where something lacks.");
        Option<bool> json = CommandOptions.Json();
        command.Options.Add(json);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            IReadOnlyList<CheckResult> results = [.. new Machine(context).Check(), await AgentAsync(context, cancellation)];
            if (parse.GetValue(json))
                context.Out.WriteLine(JsonSerializer.Serialize(results, DoctorJson.Readable.IReadOnlyListCheckResult));
            else
                Show(context, results);
            return results.Any(static result => result.Good is false) ? ExitCode.Degraded : ExitCode.Ok;
        }, cancellation));
        return command;
    }

    private static void Show(CliContext context, IReadOnlyList<CheckResult> results)
    {
        context.Show(new Report().Table([], results.SelectMany(static result => Rows(result))));
        int lacks = results.Count(static result => result.Good is false);
        context.Show(new Report().Line("").Line(lacks == 0 ? new Words("Nothing lacks.", Tone.Good) : new Words($"{Phrase.Count(lacks, "thing")} lacking; healing goes on with less.", Tone.Warning)));
    }

    private static IEnumerable<Words[]> Rows(CheckResult result)
    {
        Words mark = result.Good switch
        {
            true => new("ok", Tone.Good),
            false => new("lacks", Tone.Warning),
            null => new("-", Tone.Muted),
        };
        yield return [mark, new(result.Name, Tone.Strong), result.Found];
        if (result.Meaning is { } meaning)
            yield return ["", "", new(meaning, Tone.Muted)];
    }

    // That none runs is no fault of the machine.
    private static async Task<CheckResult> AgentAsync(CliContext context, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(AgentPatience);
        try
        {
            using AgentClient agent = await new AgentLocator(context).ConnectAsync(project: null, patience.Token);
            AgentStatus status = (await agent.AskOneAsync<StatusReply>(new StatusRequest(), patience.Token)).Status;
            return new("agent", true, $"{status.Project}, version {status.Version}, pid {status.ProcessId}");
        }
        catch (AgentUnreachableException error)
        {
            return new("agent", null, error.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new("agent", false, $"did not answer within {Phrase.Of(AgentPatience)}", "It hangs, or the machine is too busy: look at its log.");
        }
    }
}
