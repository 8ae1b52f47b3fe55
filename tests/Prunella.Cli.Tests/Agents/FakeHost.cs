using Prunella.Cli.Manifest;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Supervisor;

namespace Prunella.Cli.Tests.Agents;

/// <summary>Notes what it was asked to run.</summary>
internal sealed class FakeHost : IAgentHost
{
    public SupervisionPlan? Plan { get; private set; }

    public MemorySettings? Memory { get; private set; }

    public string? StateDirectory { get; private set; }

    public int? DashboardPort { get; private set; }

    public Exception? Fault { get; set; }

    public int Exit { get; set; }

    public Task<int> RunAsync(SupervisionPlan plan, MemorySettings memory, string stateDirectory, EventPrinter events, ShutdownRequest shutdown, int? dashboardPort)
    {
        if (Fault is not null)
            throw Fault;
        Plan = plan;
        Memory = memory;
        StateDirectory = stateDirectory;
        DashboardPort = dashboardPort;
        events.Output(plan.Services[0].Name, "\e[32mhello\e[0m");
        return Task.FromResult(Exit);
    }
}
