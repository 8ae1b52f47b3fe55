using System.CommandLine;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella watch</c>: how things are from now on.</summary>
internal static class WatchCommand
{
    public static Command Create(CliContext context)
    {
        var command = new AgentCommand(context, "watch", "Follow the project: a live table on a terminal, else a line for each event. Ctrl+C ends it.");
        var json = new Option<bool>("--json") { Description = "One JSON object a line: statuses and events as they come." };
        command.Options.Add(json);
        return command.Does(patience: null, async (parse, agent, cancellation) =>
        {
            IAsyncEnumerable<AgentReply> replies = agent.AskAsync(new WatchRequest(), cancellation);
            try
            {
                if (parse.GetValue(json))
                    await PrintJsonAsync(context, replies);
                else if (context.IsTerminal)
                    await new LiveView(context.Out, context.Size, context.Time).ShowAsync(replies, cancellation);
                else
                    await PrintLinesAsync(context, replies);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // Ctrl+C is how a watch ends.
            }

            return ExitCode.Ok;
        });
    }

    private static async Task PrintJsonAsync(CliContext context, IAsyncEnumerable<AgentReply> replies)
    {
        await foreach (AgentReply reply in replies)
            JsonOutput.WriteLine(context.Out, reply);
    }

    private static async Task PrintLinesAsync(CliContext context, IAsyncEnumerable<AgentReply> replies)
    {
        LineWriter lines = context.Lines();
        var printer = new EventPrinter(lines, context.Time);
        bool first = true;
        await foreach (AgentReply reply in replies)
        {
            if (reply is EntryReply { Entry: var entry })
                printer.Entry(entry);
            else if (reply is MissedReply missed)
                lines.Line($"{Phrase.Count(missed.Count, "event")} missed: this reader was too slow");
            else if (reply is StatusReply { Status: var status } && first)
                lines.Line($"{status.Project} is {Phrase.Of(status.State).Text}: {status.Reason}");
            first = false;
        }
    }
}
