using System.Runtime.Versioning;
using Prunella.Cli.Dashboard;
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
    private const int MostRemembered = 2_000;

    public async Task<int> RunAsync(SupervisionPlan plan, string stateDirectory, EventPrinter events, ShutdownRequest shutdown, int? dashboardPort)
    {
        Agent agent;
        var errors = new ErrorMemory();
        try
        {
            agent = Agent.Create(plan, new AgentOptions
            {
                StateDirectory = stateDirectory, Errors = errors, Output = line => events.Output(line.Component, line.Text),
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
            await RememberAsync(agent, errors);
            agent.Start();
            using CancellationTokenRegistration orderly = shutdown.Orderly.Register(() => _ = agent.StopAsync());
            using CancellationTokenRegistration atOnce = shutdown.AtOnce.Register(agent.Abort);
            await agent.Ended;
            news.Dispose();
            await shown;
        }

        return (int)ExitCode.Ok;
    }

    // What helped before the agent was started last. Little is read: it must not hold the start up.
    private async Task RememberAsync(Agent agent, ErrorMemory errors)
    {
        try
        {
            await foreach (JournalEntry entry in agent.Journal.QueryAsync(new JournalQuery { Last = MostRemembered }))
                errors.Take(entry.Event);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"prunella: what helped before can not be read: {fault.Message}");
        }
    }

    private static async Task ShowAsync(JournalSubscription news, EventPrinter events)
    {
        await foreach (JournalEntry entry in news.Entries.ReadAllAsync())
            events.Entry(entry);
    }
}
