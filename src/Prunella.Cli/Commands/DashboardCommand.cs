using System.CommandLine;
using System.Runtime.Versioning;
using Prunella.Cli.Agents;
using Prunella.Cli.Dashboard;
using Prunella.Cli.Shell;
using Prunella.Supervisor;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella dashboard</c>: the address of a running agent's dashboard.</summary>
[SupportedOSPlatform("linux")]
internal static class DashboardCommand
{
    public static Command Create(CliContext context) =>
        new AgentCommand(context, "dashboard", "Print the address of the dashboard of a running agent. It lets one browser in, once.")
            .Does(CommandOptions.Patience, async (_, agent, cancellation) =>
            {
                string project = (await agent.AskOneAsync<StatusReply>(new StatusRequest(), cancellation)).Status.Project;
                string file = AgentDashboard.FileOf(RuntimeDirectory.Find(context.Environment), project);
                if (!File.Exists(file))
                    throw new UsageException($"The agent of {project} has no dashboard: it runs with --dashboard off, or inside another program.");
                context.Out.WriteLine((await File.ReadAllTextAsync(file, cancellation)).Trim());
                return ExitCode.Ok;
            });
}
