using System.Runtime.Versioning;
using Prunella.Journal;
using Prunella.Supervisor;
using Shop.Load;

namespace Prunella.Cli.Demo;

/// <summary>Runs the shop under load, lets its inventory slow down and fail, and keeps account of what the customers met.</summary>
[SupportedOSPlatform("linux")]
internal sealed class CascadeRun(DemoSettings settings, CascadeNarrator narrator, bool healing)
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public async Task<CascadeRunResult> RunAsync(CancellationToken cancellation)
    {
        string directory = Path.Combine(settings.StateDirectory, healing ? "with" : "without");
        ShopPlan shop = ShopPlan.Find(Path.Combine(directory, "shop"), healing);
        await using var agent = Agent.Create(shop.Plan, new AgentOptions { StateDirectory = directory });
        agent.Start();
        await agent.AllReady.WaitAsync(StartWithin, cancellation);
        using var stage = new DemoStage(agent, shop);
        using JournalSubscription news = agent.Journal.Subscribe(4096);
        var gateway = shop.AddressOf(ShopPlan.Gateway);
        await using var load = LoadGenerator.Start(
            new LoadOptions { Target = gateway, Rate = settings.Rate, Connections = ConnectionMode.PerRequest, Interval = Interval },
            new ShopScript(gateway, shop.Plan.Project));

        var calls = new List<long>();
        await UntilAsync(settings.Schedule.Warm);
        narrator.Say("all is well");
        await UntilAsync(settings.Schedule.SlowFrom);
        DateTimeOffset fault = TimeProvider.System.GetUtcNow();
        narrator.Say("the inventory takes 3 s for each answer");
        await stage.PostAsync(ShopPlan.Inventory, "slow?ms=3000&seconds=60");
        await UntilAsync(settings.Schedule.FailingFrom);
        narrator.Say("the inventory answers every call with an error");
        await stage.PostAsync(ShopPlan.Inventory, "clear");
        await stage.PostAsync(ShopPlan.Inventory, "errors?percent=100&seconds=60");
        await UntilAsync(settings.Schedule.WellFrom);
        narrator.Say("the inventory is well again");
        await stage.PostAsync(ShopPlan.Inventory, "clear");
        await UntilAsync(settings.Schedule.End);
        _ = await load.StopAsync();
        return new CascadeRunResult(healing, Phases(settings.Schedule, load, calls), Circuits(news, fault), agent.JournalDirectory);

        async Task UntilAsync(TimeSpan moment)
        {
            TimeSpan left = moment - load.Snapshot().At;
            if (left > TimeSpan.Zero)
                await Task.Delay(left, TimeProvider.System, cancellation);
            calls.Add(await stage.ReceivedAsync(ShopPlan.Inventory));
        }
    }

    private static List<CascadePhase> Phases(CascadeSchedule schedule, LoadGenerator load, List<long> calls)
    {
        TimeSpan[] at = [schedule.Warm, schedule.SlowFrom, schedule.FailingFrom, schedule.WellFrom, schedule.End];
        return
        [
            Phase(CascadeSchedule.Before, 0, 1), Phase(CascadeSchedule.Slow, 1, 2), Phase(CascadeSchedule.Failing, 2, 3),
            Phase(CascadeSchedule.During, 1, 3), Phase(CascadeSchedule.After, 3, 4),
        ];

        CascadePhase Phase(string name, int from, int to)
        {
            LoadInterval met = load.Between(at[from], at[to]);
            return new CascadePhase(
                name, (at[to] - at[from]).TotalSeconds, met.Outcomes.Total, met.Outcomes.Ok, met.P99.TotalMilliseconds, calls[to] - calls[from]);
        }
    }

    private static List<CircuitStep> Circuits(JournalSubscription news, DateTimeOffset fault)
    {
        List<CircuitStep> steps = [];
        while (news.Entries.TryRead(out JournalEntry? entry))
        {
            if (entry.Event is CircuitChanged change)
            {
                steps.Add(new CircuitStep(
                    Math.Round((entry.Time - fault).TotalSeconds, 3), entry.Source,
                    change.Circuit, change.From, change.To, change.Reason));
            }
        }

        return steps;
    }
}
