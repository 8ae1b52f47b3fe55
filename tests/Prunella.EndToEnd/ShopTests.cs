using Prunella.EndToEnd.Support;
using Prunella.Journal;
using Prunella.Supervisor;
using Shop.Load;

namespace Prunella.EndToEnd;

/// <summary>The sample under supervision: real services, real sockets, real load.</summary>
public sealed class ShopTests
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(30) };

    [Fact]
    public async Task A_service_killed_under_load_refuses_no_connection_and_freezes_and_starvation_are_healed_too()
    {
        using var workspace = new Workspace();
        var shop = new ShopPlan(workspace);
        await using TestAgent agent = await TestAgent.ReadyAsync(shop.Services, workspace, Patient);
        await using var load = LoadGenerator.Start(
            new LoadOptions { Target = shop.Gateway, Rate = 40, Timeout = TimeSpan.FromSeconds(20) }, new ShopScript(shop.Gateway, "e2e"));
        await Eventually.TrueAsync(() => load.Snapshot().Outcomes.Ok > 40, "the shop answers");

        // Killed, twice.
        for (int i = 0; i < 2; i++)
        {
            LinuxProcess.Signal((await agent.ProcessOfAsync("orders"))!.Value, LinuxProcess.Kill);
            _ = await agent.HealedAsync("orders");
        }

        // Frozen.
        LinuxProcess.Signal((await agent.ProcessOfAsync("orders"))!.Value, LinuxProcess.Stop);
        Assert.Contains("frozen", (await agent.Facts.NextAsync<HealthChanged>("orders", static change => change.To == Kernel.HealthState.Failed)).Reason, StringComparison.Ordinal);
        _ = await agent.HealedAsync("orders");

        // Starved.
        using (HttpResponseMessage answer = await Client.PostAsync(new Uri($"http://{shop.Inventory}/faults/starve"), content: null))
            Assert.True(answer.IsSuccessStatusCode);
        Assert.Contains("starved", (await agent.Facts.NextAsync<HealthChanged>("inventory", static change => change.To == Kernel.HealthState.Failed)).Reason, StringComparison.Ordinal);
        _ = await agent.HealedAsync("inventory");

        long before = load.Snapshot().Outcomes.Ok;
        await Eventually.TrueAsync(() => load.Snapshot().Outcomes.Ok > before + 20, "the shop answers again");
        OutcomeCounts outcomes = (await load.StopAsync()).Total.Outcomes;
        Assert.Equal((0, 0, 0), (outcomes.Refused, outcomes.ResetBeforeRequest, outcomes.Wrong));
        Assert.DoesNotContain(agent.Facts.All.OfType<ProcessExited>(), static exit => exit.Component?.Value == "gateway");
        Assert.Empty(agent.Facts.All.OfType<InternalFault>());
    }

    [Fact]
    public async Task A_warm_standby_takes_over_from_a_killed_process()
    {
        using var workspace = new Workspace();
        var shop = new ShopPlan(workspace);
        ServicePlan service = shop.Service("inventory", shop.Inventory) with { Standby = 1 };
        await using TestAgent agent = await TestAgent.ReadyAsync([service], workspace);
        int first = (await agent.Facts.NextAsync<ProcessReady>("inventory")).ProcessId;
        int standby = (await agent.Facts.NextAsync<ProcessStarted>("inventory", static start => start.Standby)).ProcessId;
        await Eventually.TrueAsync(async () => (await agent.StatusOfAsync("inventory")).StandbyReady == 1, "the standby is warm");

        LinuxProcess.Signal(first, LinuxProcess.Kill);

        Assert.Equal(standby, await agent.HealedAsync("inventory"));
        Assert.Equal(standby, await agent.ProcessOfAsync("inventory"));
        Assert.Equal("ready", await Client.GetStringAsync(new Uri($"http://{shop.Inventory}/health")));
        await Eventually.TrueAsync(async () => (await agent.StatusOfAsync("inventory")).StandbyReady == 1, "the next standby is warm");
    }

    // Many faults in a short time are what the test is about: neither flapping nor the intensity of repair is to stop it.
    private static AgentOptions Patient(AgentOptions options) => options with
    {
        Health = options.Health with { FlapChanges = 100 },
        Recovery = options.Recovery with { IntensityLimit = 50 },
    };
}
