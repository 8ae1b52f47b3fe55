using System.CommandLine;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella incidents</c>: the open problems, or all of them.</summary>
internal static class IncidentsCommand
{
    public static Command Create(CliContext context)
    {
        var command = new AgentCommand(context, "incidents", "List the open incidents. Exit 4 where one waits for approval.");
        var all = new Option<bool>("--all", "-a") { Description = "Also those that ended." };
        Option<bool> json = CommandOptions.Json();
        command.Options.Add(all);
        command.Options.Add(json);
        return command.Does(CommandOptions.Patience, async (parse, agent, cancellation) =>
        {
            IReadOnlyList<IncidentView> incidents =
                (await agent.AskOneAsync<IncidentsReply>(new IncidentsRequest { All = parse.GetValue(all) }, cancellation)).Incidents;
            if (parse.GetValue(json))
                JsonOutput.Write(context.Out, incidents);
            else
                context.Show(IncidentsReport.Of(incidents, context.Time.GetUtcNow(), context.Time.LocalTimeZone));
            return incidents.Any(static incident => incident.Pending is not null) ? ExitCode.NeedsApproval : ExitCode.Ok;
        });
    }
}
