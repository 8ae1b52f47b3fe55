using System.CommandLine;
using System.CommandLine.Help;
using Prunella.Cli.Commands;
using Prunella.Cli.Demo;
using Prunella.Cli.Shell;

namespace Prunella.Cli;

/// <summary>All commands of the tool.</summary>
internal static class CommandTree
{
    public static RootCommand Create(CliContext context)
    {
        var root = new RootCommand("Prunella runs services, watches them, and heals them.");
        if (context.Host is { } host)
        {
            root.Subcommands.Add(RunCommand.Create(context, host));
            root.Subcommands.Add(UpCommand.Create(context, host));
        }

        if (OperatingSystem.IsLinux())
        {
            root.Subcommands.Add(DemoCommand.Create(context));
            root.Subcommands.Add(DashboardCommand.Create(context));
        }

        foreach (Func<CliContext, Command> create in new Func<CliContext, Command>[]
        {
            DownCommand.Create, StatusCommand.Create, HealthCommand.Create, WatchCommand.Create, IncidentsCommand.Create, FindingsCommand.Create, ExplainCommand.Create,
            DecisionCommands.Approve, DecisionCommands.Reject, DecisionCommands.Mode, DecisionCommands.Stop, DecisionCommands.Resume,
            DecisionCommands.Restart, AlertCommands.List, AlertCommands.Silence, AlertCommands.Acknowledge,
            MetricsCommand.Create, AnalyzeCommand.Create, QueryCommand.Create, DiagnoseCommand.Create, ForecastCommand.Create, DetectCommand.Create,
            PatternsCommand.Create, WhyCommand.Create, ScrubCommand.Create, DoctorCommand.Create, AuditCommand.Create, CompletionCommand.Create,
        })
            root.Subcommands.Add(create(context));

        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExitCodeHelp((HelpAction)help.Action!);
        return root;
    }

    /// <summary>Reads and carries out one command line.</summary>
    public static Task<int> InvokeAsync(CliContext context, IReadOnlyList<string> arguments) =>
        Create(context).Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = context.Out, Error = context.Error });
}
