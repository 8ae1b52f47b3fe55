using System.CommandLine;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella findings</c>: what the telemetry of the running services shows to be wrong.</summary>
internal static class FindingsCommand
{
    public static Command Create(CliContext context)
    {
        var command = new AgentCommand(context, "findings", "Show what the telemetry of the running services shows to be other than usual.");
        var all = new Option<bool>("--all", "-a") { Description = "Also what is over." };
        Option<bool> json = CommandOptions.Json();
        command.Options.Add(all);
        command.Options.Add(json);
        return command.Does(CommandOptions.Patience, async (parse, agent, cancellation) =>
        {
            IReadOnlyList<FindingView> findings = (await agent.AskOneAsync<FindingsReply>(new FindingsRequest { All = parse.GetValue(all) }, cancellation)).Findings;
            if (parse.GetValue(json))
                JsonOutput.Write(context.Out, findings);
            else
                context.Show(FindingsReport.Of(findings, context.Time.GetUtcNow()));
            return ExitCode.Ok;
        });
    }
}
