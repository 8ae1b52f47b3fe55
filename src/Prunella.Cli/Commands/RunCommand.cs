using System.CommandLine;
using Prunella.Cli.Knowledge;
using Prunella.Cli.Shell;
using Prunella.Supervisor;

namespace Prunella.Cli.Commands;

/// <summary><c>prunella run</c>: one service, without a file.</summary>
internal static class RunCommand
{
    public static Command Create(CliContext context, IAgentHost host)
    {
        var command = new Command("run", "Run one service and heal it: prunella run --listen 5101 -- dotnet Orders.dll");
        var settings = new RunSettings();
        settings.AddTo(command);
        Option<string?> dashboard = CommandOptions.Dashboard();
        command.Options.Add(dashboard);
        command.SetAction((parse, cancellation) => CommandGuard.RunAsync(context, async () =>
        {
            SupervisionPlan plan = settings.PlanOf(parse, context.CurrentDirectory);
            return await Foreground.RunAsync(context, host, plan, MemoryPlace.OfEnvironment(context.Environment, plan.Project), StateDirectory.OfRun(plan.Project, context.Environment), CommandOptions.PortOf(parse.GetValue(dashboard)));
        }, cancellation));
        return command;
    }
}
