using System.CommandLine;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Kernel;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella status</c>: how things are.</summary>
internal static class StatusCommand
{
    public static Command Create(CliContext context)
    {
        var command = new AgentCommand(context, "status", "Show how the project is. Exit 0 healthy, 2 degraded, 3 critical or failed.");
        Option<bool> json = CommandOptions.Json();
        command.Options.Add(json);
        return command.Does(CommandOptions.Patience, async (parse, agent, cancellation) =>
        {
            AgentStatus status = (await agent.AskOneAsync<StatusReply>(new StatusRequest(), cancellation)).Status;
            if (parse.GetValue(json))
                JsonOutput.Write(context.Out, status);
            else
                context.Show(StatusReport.Of(status, context.IsTerminal ? context.Size().Width : int.MaxValue));
            return status.State switch
            {
                HealthState.Healthy => ExitCode.Ok,
                HealthState.Degraded => ExitCode.Degraded,
                _ => ExitCode.Failed,
            };
        });
    }
}
