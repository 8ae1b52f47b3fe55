using System.Runtime.Versioning;
using Microsoft.Extensions.DependencyInjection;
using Prunella.Cli.Dashboard;
using Prunella.Journal;
using Prunella.Supervisor;
using Prunella.Views;
using Shop.Load;

namespace Prunella.Cli.Demo;

/// <summary>Runs the shop under load and injects the faults of a scenario, one after another, each once the last is healed.</summary>
[SupportedOSPlatform("linux")]
internal sealed class DemoRun(DemoSettings settings, DemoNarrator narrator)
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan HealWithin = TimeSpan.FromSeconds(20);

    // After an incident is closed, requests that waited for it are still coming in.
    private static readonly TimeSpan Echo = TimeSpan.FromSeconds(1);

    public async Task<DemoResult> RunAsync(CancellationToken cancellation)
    {
        ShopPlan shop = ShopPlan.Find(Path.Combine(settings.StateDirectory, "shop"));
        var results = new List<FaultResult>();
        LoadReport load;
        string journal;
        await using (var agent = Agent.Create(shop.Plan, new AgentOptions { StateDirectory = settings.StateDirectory }))
        {
            journal = agent.JournalDirectory;
            agent.Start();
            await agent.AllReady.WaitAsync(StartWithin, cancellation);
            using var stage = new DemoStage(agent, shop);
            await using AgentDashboard? dashboard = OpenDashboard(agent, stage);
            var gateway = shop.AddressOf(ShopPlan.Gateway);
            await using var generator = LoadGenerator.Start(
                new LoadOptions { Target = gateway, Rate = settings.Rate, Connections = ConnectionMode.PerRequest }, new ShopScript(gateway, shop.Plan.Project));
            narrator.Begin(shop, agent, settings, dashboard?.Address);
            await PauseAsync(TimeSpan.FromSeconds(2), cancellation);

            if (settings.IsPlay)
                await narrator.FollowAsync(agent, cancellation);
            IReadOnlyList<DemoFault> faults = settings.IsPlay ? [] : BasicScenario.Faults;
            foreach (DemoFault fault in faults)
            {
                narrator.Announce(fault, results.Count + 1, faults.Count);
                results.Add(await TryFaultAsync(agent, stage, generator, fault, cancellation));
                narrator.Conclude(results[^1]);
                if (!results[^1].Healed)
                    break; // the next fault would be judged by the ruins of this one
                await PauseAsync(settings.Pace, cancellation);
            }

            load = await generator.StopAsync();
        }

        bool whole = JournalVerifier.Verify(journal, cancellationToken: settings.IsPlay ? CancellationToken.None : cancellation).IsWhole;
        return new DemoResult(
            "basic", results.Count == BasicScenario.Faults.Count && results.TrueForAll(static result => result.Healed), results,
            load.Total.Outcomes.Total, load.Total.Outcomes.Failed, load.Total.P99.TotalMilliseconds, journal, whole);
    }

    private AgentDashboard? OpenDashboard(Agent agent, DemoStage stage)
    {
        if (settings.DashboardPort is not { } port)
            return null;
        var panel = new FaultPanel(stage, agent.Journal);
        return AgentDashboard.Open(agent, port, settings.User, services => services.AddSingleton<IPanel>(panel).AddSingleton<IOperationSource>(panel));
    }

    private async Task<FaultResult> TryFaultAsync(
        Agent agent, DemoStage stage, LoadGenerator load, DemoFault fault, CancellationToken cancellation)
    {
        using JournalSubscription news = agent.Journal.Subscribe(4096);
        LoadSnapshot before = load.Snapshot();
        var watch = new FaultWatch(fault, TimeProvider.System.GetUtcNow(), narrator.Step);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(HealWithin);
        Task injected = fault.InjectAsync(stage);
        try
        {
            await watch.FollowAsync(news, deadline.Token);
            await injected.WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Not healed in time: the result says so.
        }

        await PauseAsync(Echo, cancellation);
        OutcomeCounts between = load.Snapshot().Outcomes - before.Outcomes;
        return watch.Result with
        {
            Requests = between.Total, Failed = between.Failed, Refused = between.Refused + between.ResetBeforeRequest,
        };
    }

    private static Task PauseAsync(TimeSpan time, CancellationToken cancellation) => Task.Delay(time, TimeProvider.System, cancellation);
}
