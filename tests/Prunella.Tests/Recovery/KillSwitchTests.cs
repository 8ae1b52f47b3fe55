using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

public sealed class KillSwitchTests
{
    [Fact]
    public void While_it_is_thrown_incidents_are_shown_and_nothing_is_done_and_after_it_they_go_on()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = world.Cure("replace");
        world.Switch.Engaged = true;

        world.Fail("orders");
        world.Pass(600);

        Assert.Empty(replace.Executed);
        Assert.Equal(IncidentState.Open, world.TheOpen.State);
        Assert.Equal(RefusalReason.KillSwitch, Assert.Single(world.Journal.Of<ActionRefused>()).Why);

        world.Switch.Engaged = false;
        world.Pass(1);
        Assert.Equal(IncidentOutcome.Healed, world.TheClosed.Outcome);
    }

    [Fact]
    public void Thrown_between_plan_and_execution_it_still_stops_the_action()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = world.Cure("replace");
        replace.OnPlan = () => world.Switch.Engaged = true;

        world.Fail("orders");

        _ = Assert.Single(world.Journal.Of<ActionPlanned>());
        Assert.Empty(replace.Executed);
        Assert.Empty(world.Journal.Of<ActionStarted>());
    }

    [Fact]
    public void Thrown_during_the_backoff_it_stops_the_next_try()
    {
        using var world = new RecoveryWorld { Options = new RecoveryOptions { BackoffFirst = TimeSpan.FromSeconds(5) } };
        world.Health.Add("orders");
        TestAction replace = world.Action("replace", attempts: 3);
        replace.OnExecute = static (_, _) => throw new IOException("no");

        world.Fail("orders");
        _ = Assert.Single(replace.Executed);
        world.Switch.Engaged = true;
        world.Pass(60);

        _ = Assert.Single(replace.Executed);
        world.Switch.Engaged = false;
        world.Pass(15);
        Assert.Equal(3, replace.Executed.Count);
    }

    [Fact]
    public void Thrown_while_an_action_runs_it_holds_back_even_the_taking_back()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = world.Action("replace", undo: "back");

        world.Fail("orders");
        world.Switch.Engaged = true;
        world.Pass(60);
        Assert.Equal(0, replace.Undone);

        world.Switch.Engaged = false;
        world.Pass(0.3);
        Assert.Equal(1, replace.Undone);
    }

    [Fact]
    public void It_holds_back_slow_retries()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = world.Action("replace");
        world.Fail("orders");
        world.Pass(11);
        Assert.Equal(IncidentState.HandedOver, world.TheOpen.State);

        world.Switch.Engaged = true;
        world.Pass(300);

        _ = Assert.Single(replace.Executed);
    }
}
