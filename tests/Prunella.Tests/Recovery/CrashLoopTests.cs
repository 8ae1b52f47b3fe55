using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

public sealed class CrashLoopTests
{
    [Fact]
    public void Three_fast_crashes_with_backoff_lead_to_a_hand_over_and_a_slow_retry_heals()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = CrashingAction(world, crashes: 3);

        world.Fail("orders");
        world.Pass(3);

        Assert.Equal(3, replace.Executed.Count);
        Assert.Equal(IncidentState.HandedOver, world.TheOpen.State);
        Assert.Contains("3 restarts within 30 s", Assert.Single(world.Journal.Of<IncidentHandedOver>()).Reason, StringComparison.Ordinal);
        TimeSpan[] delays = [.. world.Journal.Of<ActionPlanned>().Select(static plan => plan.Delay)];
        Assert.Equal(TimeSpan.Zero, delays[0]);
        Assert.InRange(delays[1].TotalMilliseconds, 0, 100);
        Assert.InRange(delays[2].TotalMilliseconds, 0, 200);

        world.Pass(37);

        Assert.Equal(4, replace.Executed.Count);
        Assert.Equal(IncidentOutcome.Healed, world.TheClosed.Outcome);
        Assert.Contains("slow retry", Assert.Single(world.Journal.Of<IncidentClosed>()).Summary, StringComparison.Ordinal);
        Assert.Equal("slow retry after the hand-over", world.Journal.Of<ActionPlanned>()[^1].Effects[0]);
    }

    [Fact]
    public void Slow_retries_go_on_for_as_long_as_it_takes_spend_no_budget_and_are_handed_over_once()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = CrashingAction(world, crashes: 1000);

        world.Fail("orders");
        world.Pass(3600);

        Assert.InRange(replace.Executed.Count, 3 + 95, 3 + 155); // every 24 to 36 s, and a crash each time
        Assert.Equal(64, world.TheOpen.Attempts.Count);
        _ = Assert.Single(world.Journal.Of<IncidentHandedOver>());
        Assert.Equal(20, world.Manager.Current.BudgetLeft);
    }

    [Fact]
    public void A_relapse_goes_on_with_the_backoff_it_had()
    {
        using var world = new RecoveryWorld { Options = new RecoveryOptions { IntensityLimit = 100 } };
        world.Health.Add("orders");
        _ = world.Cure("replace");

        for (int i = 0; i < 8; i++)
        {
            world.Fail("orders");
            world.Pass(25);
        }

        TimeSpan[] delays = [.. world.Journal.Of<ActionPlanned>().Select(static plan => plan.Delay)];
        Assert.Equal(8, delays.Length);
        Assert.Equal(TimeSpan.Zero, delays[0]);
        Assert.True(delays[1..].Max() > TimeSpan.FromMilliseconds(400), $"grows: {string.Join(' ', delays)}");

        world.Pass(60); // well for longer than the window
        world.Fail("orders");
        Assert.Equal(TimeSpan.Zero, world.Journal.Of<ActionPlanned>()[^1].Delay);
    }

    [Fact]
    public void A_group_is_tried_before_a_person_is_called()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders#1", group: "orders");
        world.Health.Add("orders#2", group: "orders");
        TestAction replace = CrashingAction(world, crashes: 100);
        replace.Applies = static incident => incident.Component.Value != "orders";
        TestAction renew = world.Action("renew-group", RecoveryTier.ReplaceProcess);
        renew.Applies = static incident => incident.Component.Value == "orders";
        renew.OnExecute = (_, _) =>
        {
            world.Health.Set("orders#1", HealthState.Healthy, "all new");
            return ValueTask.CompletedTask;
        };

        world.Fail("orders#1");
        world.Pass(4);

        Assert.Equal(3, replace.Executed.Count);
        Assert.Equal("orders", Assert.Single(renew.Executed).Component.Value);
        Assert.Equal(("orders#1", IncidentOutcome.Healed), (world.TheClosed.Component.Value, world.TheClosed.Outcome!.Value));
        Assert.Empty(world.Journal.Of<IncidentHandedOver>());
    }

    [Fact]
    public void Coming_back_during_the_backoff_ends_the_incident_without_another_try()
    {
        using var world = new RecoveryWorld { Options = new RecoveryOptions { BackoffFirst = TimeSpan.FromSeconds(20) } };
        world.Health.Add("orders");
        TestAction replace = CrashingAction(world, crashes: 100);

        world.Fail("orders");
        world.Pass(0.2);
        Assert.Equal(IncidentState.Healing, world.TheOpen.State);
        world.Heal("orders");
        world.Pass(60);

        Assert.Equal(IncidentOutcome.Recovered, world.TheClosed.Outcome);
        _ = Assert.Single(replace.Executed);
    }

    // Starts, and falls again 100 ms later, as often as told; then it stays up.
    private static TestAction CrashingAction(RecoveryWorld world, int crashes)
    {
        TestAction replace = world.Action("replace", attempts: 10);
        int starts = 0;
        replace.OnExecute = (incident, token) =>
        {
            world.Health.Set(incident.Component.Value, HealthState.Healthy, "started");
            if (starts++ < crashes)
                _ = world.Loop.Schedule(TimeSpan.FromMilliseconds(100), () => world.Health.Set(incident.Component.Value, HealthState.Failed, "exit 1"));
            return ValueTask.CompletedTask;
        };
        return replace;
    }
}
