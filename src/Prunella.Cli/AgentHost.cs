using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using Prunella.Cli.Dashboard;
using Prunella.Cli.Knowledge;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Journal;
using Prunella.Patterns.Scrubbing;
using Prunella.Supervisor;
using Prunella.Supervisor.Control;
using Prunella.Views;

namespace Prunella.Cli;

/// <summary>Runs an agent in this process, and shows what it does.</summary>
[SupportedOSPlatform("linux")]
internal sealed class AgentHost(TextWriter error) : IAgentHost
{
    public async Task<int> RunAsync(SupervisionPlan plan, string stateDirectory, EventPrinter events, ShutdownRequest shutdown, int? dashboardPort)
    {
        Scrubber scrubber = ProjectScrubber.Of(plan, KeyIn(stateDirectory));
        await using AgentMemory memory = AgentMemory.Open(plan, stateDirectory, scrubber, Complain);
        Agent agent;
        try
        {
            agent = Agent.Create(plan, new AgentOptions
            {
                StateDirectory = stateDirectory, Output = line => events.Output(line.Component, line.Text), Scrubber = scrubber, Errors = memory.Errors,
                Repairs = [memory.Fixes],
            });
        }
        catch (SupervisorException refused)
        {
            await error.WriteLineAsync($"prunella: {refused.Message}");
            return (int)ExitCode.Usage;
        }

        await using (agent)
        {
            memory.Patients.Agent = agent;
            using JournalSubscription news = agent.Journal.Subscribe(4096);
            Task shown = ShowAsync(news, events);
            await using AgentDashboard? dashboard = dashboardPort is { } port ? AgentDashboard.Open(agent, port, Environment.UserName, services => AddPanel(services, memory)) : null;
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

    // Without it the agent heals nevertheless; tokens of secrets differ from one start to the next then.
    private byte[]? KeyIn(string stateDirectory)
    {
        try
        {
            return ProjectMemory.KeyIn(stateDirectory);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Complain(fault);
            return null;
        }
    }

    private void Complain(Exception fault) => error.WriteLine($"prunella: the memory of errors: {fault.Message}");

    private static void AddPanel(IServiceCollection services, AgentMemory memory)
    {
        if (memory.Panel is { } panel)
            _ = services.AddSingleton<IPanel>(panel);
    }

    private static async Task ShowAsync(JournalSubscription news, EventPrinter events)
    {
        await foreach (JournalEntry entry in news.Entries.ReadAllAsync())
            events.Entry(entry);
    }
}
