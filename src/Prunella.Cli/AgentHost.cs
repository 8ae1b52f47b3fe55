using System.Runtime.Versioning;
using Prunella.Cli.Dashboard;
using Prunella.Cli.Knowledge;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Journal;
using Prunella.Patterns.Incidents;
using Prunella.Supervisor;
using Prunella.Supervisor.Control;

namespace Prunella.Cli;

/// <summary>Runs an agent in this process, and shows what it does.</summary>
[SupportedOSPlatform("linux")]
internal sealed class AgentHost(TextWriter error) : IAgentHost
{
    public async Task<int> RunAsync(SupervisionPlan plan, string stateDirectory, EventPrinter events, ShutdownRequest shutdown, int? dashboardPort)
    {
        Agent agent;
        try
        {
            agent = Agent.Create(plan, new AgentOptions
            {
                StateDirectory = stateDirectory, Output = line => events.Output(line.Component, line.Text), Scrubber = ProjectScrubber.Of(plan), Errors = new ErrorMemory(),
            });
        }
        catch (SupervisorException refused)
        {
            await error.WriteLineAsync($"prunella: {refused.Message}");
            return (int)ExitCode.Usage;
        }

        await using (agent)
        {
            using JournalSubscription news = agent.Journal.Subscribe(4096);
            Task shown = ShowAsync(news, events);
            await using AgentDashboard? dashboard = dashboardPort is { } port ? AgentDashboard.Open(agent, port, Environment.UserName) : null;
            if (dashboard is not null)
                await error.WriteLineAsync($"dashboard: {dashboard.Address}");
            agent.Start();
            using CancellationTokenRegistration orderly = shutdown.Orderly.Register(() => _ = agent.StopAsync());
            using CancellationTokenRegistration atOnce = shutdown.AtOnce.Register(agent.Abort);
            await agent.Ended;
            news.Dispose();
            await shown;
        }

        return (int)ExitCode.Ok;
    }

    private static async Task ShowAsync(JournalSubscription news, EventPrinter events)
    {
        await foreach (JournalEntry entry in news.Entries.ReadAllAsync())
            events.Entry(entry);
    }
}
