using Prunella.Cli.Manifest;
using Prunella.Cli.Output;
using Prunella.Supervisor;

namespace Prunella.Cli.Shell;

/// <summary>Runs an agent in this process: the one seam between reading the command line and supervising.</summary>
internal interface IAgentHost
{
    /// <summary>Starts the services of <paramref name="plan"/>, heals them, and ends once all of them are gone.</summary>
    /// <param name="plan">Valid.</param>
    /// <param name="memory">Where what is learned of errors is kept.</param>
    /// <param name="stateDirectory">Where journal, logs and evidence go; need not exist.</param>
    /// <param name="events">Takes each fact and each line of output as it happens. Any thread may call.</param>
    /// <param name="shutdown">How the end is asked for.</param>
    /// <param name="dashboardPort">The loopback port of the dashboard; 0 for one of the system's choice, null for no dashboard.</param>
    /// <returns>How it ended.</returns>
    Task<int> RunAsync(SupervisionPlan plan, MemorySettings memory, string stateDirectory, EventPrinter events, ShutdownRequest shutdown, int? dashboardPort);
}
