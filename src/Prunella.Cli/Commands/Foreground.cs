using Prunella.Cli.Manifest;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Supervisor;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Commands;

/// <summary>Runs an agent in the foreground: events on standard output, signals as requests to end.</summary>
internal static class Foreground
{
    public static async Task<ExitCode> RunAsync(CliContext context, IAgentHost host, SupervisionPlan plan, MemorySettings memory, string stateDirectory, int? dashboardPort)
    {
        using var signals = new ShutdownSignals(context.Error.WriteLine);
        return (ExitCode)await host.RunAsync(plan, memory, stateDirectory, new EventPrinter(context.Lines(), context.Time), signals.Request, dashboardPort);
    }
}
