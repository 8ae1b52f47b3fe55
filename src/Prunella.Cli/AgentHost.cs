using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using Prunella.Cli.Analyze;
using Prunella.Cli.Dashboard;
using Prunella.Cli.Knowledge;
using Prunella.Cli.Live;
using Prunella.Cli.Manifest;
using Prunella.Cli.Output;
using Prunella.Cli.Shell;
using Prunella.Journal;
using Prunella.Patterns.Scrubbing;
using Prunella.Supervisor;
using Prunella.Supervisor.Control;
using Prunella.Telemetry.Live;
using Prunella.Views;

namespace Prunella.Cli;

/// <summary>Runs an agent in this process, and shows what it does.</summary>
[SupportedOSPlatform("linux")]
internal sealed class AgentHost(TextWriter error) : IAgentHost
{
    public async Task<int> RunAsync(SupervisionPlan plan, MemorySettings settings, string stateDirectory, EventPrinter events, ShutdownRequest shutdown, int? dashboardPort)
    {
        Scrubber scrubber = ProjectScrubber.Of(plan, settings, KeyIn(stateDirectory));
        await using AgentMemory memory = AgentMemory.Open(plan, settings, stateDirectory, scrubber, Complain);
        await using AgentAnalysis? analysis = AgentAnalysis.Open(plan, Looking, fault => error.WriteLine($"prunella: the analysis: {fault.Message}"));
        Agent agent;
        try
        {
            agent = Agent.Create(analysis?.Equip(plan, Environment.GetEnvironmentVariable) ?? plan, new AgentOptions
            {
                StateDirectory = stateDirectory, Scrubber = scrubber, Errors = memory.Errors,
                Output = line =>
                {
                    analysis?.Line(line);
                    events.Output(line.Component, line.Text);
                },
                Evidence = analysis is null ? [] : [analysis.Evidence],
                Findings = analysis is null ? null : analysis.Findings,
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
            await using AgentDashboard? dashboard = dashboardPort is { } port ? AgentDashboard.Open(agent, port, Environment.UserName, services => AddPanels(services, memory, analysis)) : null;
            if (dashboard is not null)
                await error.WriteLineAsync($"dashboard: {dashboard.Address}");
            if (analysis?.Address is { } otlp)
                await error.WriteLineAsync($"otlp: {otlp.ToString().TrimEnd('/')}");
            analysis?.Attach(agent);
            agent.Start();
            using CancellationTokenRegistration orderly = shutdown.Orderly.Register(() => _ = agent.StopAsync());
            using CancellationTokenRegistration atOnce = shutdown.AtOnce.Register(agent.Abort);
            await agent.Ended;
            if (analysis is not null)
                await analysis.DisposeAsync(); // before the journal that it writes to
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

    // Errors in logs have the names that the memory of errors gives them.
    private static LiveAnalysisOptions Looking => new() { Fingerprint = LoggedError.NameOf };

    private static void AddPanels(IServiceCollection services, AgentMemory memory, AgentAnalysis? analysis)
    {
        if (analysis is not null)
            _ = services.AddSingleton<IPanel>(analysis.Panel);
        if (memory.Panel is { } panel)
            _ = services.AddSingleton<IPanel>(panel);
    }

    private static async Task ShowAsync(JournalSubscription news, EventPrinter events)
    {
        await foreach (JournalEntry entry in news.Entries.ReadAllAsync())
            events.Entry(entry);
    }
}
