using System.CommandLine;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella down</c>: ends the services and the agent.</summary>
internal static class DownCommand
{
    // Longer than any sensible chain of stop time-outs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static Command Create(CliContext context)
    {
        var command = new AgentCommand(context, "down", "Stop all services in reverse order of dependency, then the agent.");
        return command.Does(Patience, async (_, agent, cancellation) =>
        {
            // Progress goes where errors go: standard output stays free for answers.
            var printer = new EventPrinter(new LineWriter(context.Error, colour: false), context.Time);
            await foreach (AgentReply reply in agent.AskAsync(new DownRequest { Author = context.User }, cancellation))
            {
                if (reply is EntryReply { Entry: var entry })
                    printer.Entry(entry);
            }

            context.Show(new Report().Line("All services are stopped."));
            return ExitCode.Ok;
        });
    }
}
