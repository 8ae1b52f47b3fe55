using System.CommandLine;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Kernel;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella explain</c>: the story of one incident.</summary>
internal static class ExplainCommand
{
    public static Command Create(CliContext context)
    {
        var command = new AgentCommand(context, "explain", "Tell what was seen, done and checked in an incident. Exit 4 where it waits for approval.");
        Argument<IncidentId> id = CommandOptions.Incident();
        Option<bool> json = CommandOptions.Json();
        command.Arguments.Add(id);
        command.Options.Add(json);
        return command.Does(CommandOptions.Patience, async (parse, agent, cancellation) =>
        {
            IncidentReply reply = await agent.AskOneAsync<IncidentReply>(new ExplainRequest { Incident = parse.GetValue(id) }, cancellation);
            if (parse.GetValue(json))
                JsonOutput.Write<AgentReply>(context.Out, reply);
            else
                context.Show(StoryReport.Of(reply, context.Time.GetUtcNow(), context.Time.LocalTimeZone));
            return reply.Incident.Pending is null ? ExitCode.Ok : ExitCode.NeedsApproval;
        });
    }
}
