using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

public sealed class GuardTests
{
    [Fact]
    public void Remedies_that_do_not_help_spend_the_budget_and_then_a_person_is_called()
    {
        using var world = new RecoveryWorld { Options = new RecoveryOptions { IntensityLimit = 100 } };
        world.Health.Add("orders");
        TestAction replace = world.Action("replace", attempts: 100);

        world.Fail("orders");
        world.Pass(80);

        Assert.Equal(5, replace.Executed.Count);
        Assert.Equal(RefusalReason.Budget, Assert.Single(world.Journal.Of<ActionRefused>()).Why);
        Assert.Equal(IncidentState.HandedOver, world.TheOpen.State);
    }

    [Fact]
    public void Remedies_that_help_do_not_spend_the_budget()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = world.Cure("replace");

        for (int i = 0; i < 30; i++)
        {
            world.Fail("orders");
            world.Pass(31);
        }

        Assert.Equal(30, replace.Executed.Count);
        Assert.Equal(30, world.Closed.Count(static incident => incident.Outcome == IncidentOutcome.Healed));
        Assert.Equal(20, world.Manager.Current.BudgetLeft);
    }

    [Fact]
    public void A_dear_remedy_costs_its_token_even_where_it_helps()
    {
        using var world = new RecoveryWorld { Options = new RecoveryOptions { Modes = { [RecoveryTier.MoveOrResize] = HealingMode.Auto } } };
        world.Health.Add("orders");
        _ = world.Cure("move", RecoveryTier.MoveOrResize);

        world.Fail("orders");
        world.Pass(1);

        Assert.Equal(19, world.Manager.Current.BudgetLeft);
    }

    [Fact]
    public void The_budget_of_the_whole_binds_over_all_components()
    {
        using var world = new RecoveryWorld { Options = new RecoveryOptions { GlobalBudget = 4, BreakerWindow = 100, BreakerMinimum = 100 } };
        for (int i = 0; i < 10; i++)
            world.Health.Add($"c{i}");
        TestAction replace = world.Action("replace");

        for (int i = 0; i < 10; i++)
            world.Fail($"c{i}");

        Assert.Equal(4, replace.Executed.Count);
        Assert.Equal(6, world.Journal.Of<IncidentHandedOver>().Count);
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(6, 2)]
    [InlineData(9, 3)]
    public void Only_a_third_of_a_group_is_under_action_at_once_and_the_others_follow(int members, int allowed)
    {
        using var world = new RecoveryWorld();
        for (int i = 1; i <= members; i++)
            world.Health.Add($"orders#{i}", group: "orders");
        TestAction replace = world.Cure("replace");

        world.Do(() =>
        {
            for (int i = 1; i <= members; i++)
                world.Health.Set($"orders#{i}", HealthState.Failed, "exit 1");
        });

        Assert.Equal(allowed, replace.Executed.Count);
        world.Pass(10);
        Assert.Equal(members, replace.Executed.Count);
        Assert.Equal(members, world.Closed.Count);
    }

    [Fact]
    public void Once_most_remedies_fail_healing_drops_to_observe_until_a_person_sets_a_mode()
    {
        using var world = new RecoveryWorld();
        for (int i = 0; i < 8; i++)
            world.Health.Add($"c{i}");
        TestAction replace = world.Action("replace");
        for (int i = 0; i < 5; i++)
            world.Fail($"c{i}");

        world.Pass(11);

        ModeChanged changed = Assert.Single(world.Journal.Of<ModeChanged>());
        Assert.Equal(("remedy-breaker", HealingMode.Observe, null), (changed.Author, changed.To, changed.Tier));
        Assert.Equal(5, replace.Executed.Count);

        world.Fail("c5");
        world.Pass(600);
        Assert.Equal(5, replace.Executed.Count); // not even slowly
        Assert.Equal(RefusalReason.RemedyBreaker, world.Journal.Of<ActionRefused>()[^1].Why);
        Assert.Equal(6, world.Journal.Of<IncidentHandedOver>().Count);

        world.SetMode(null, HealingMode.Auto);
        world.Fail("c6");
        Assert.Equal(6, replace.Executed.Count);
    }

    [Fact]
    public void Half_of_the_remedies_failing_is_not_most_of_them()
    {
        using var world = new RecoveryWorld();
        for (int i = 0; i < 10; i++)
            world.Health.Add($"c{i}");
        TestAction replace = world.Action("replace");
        replace.OnVerify = static (incident, _) => new(incident.Component.Value[^1] % 2 == 0 ? ActionVerdict.Better : ActionVerdict.Same);

        for (int i = 0; i < 10; i++)
            world.Fail($"c{i}");

        Assert.Equal(10, replace.Executed.Count);
        Assert.Empty(world.Journal.Of<ModeChanged>());
    }

    [Theory]
    [InlineData(HealingMode.Observe)]
    [InlineData(HealingMode.Suggest)]
    public void A_mode_without_leash_plans_and_refuses_once_and_acts_when_it_is_set_free(HealingMode mode)
    {
        using var world = new RecoveryWorld { Options = new RecoveryOptions { Modes = { [RecoveryTier.ReplaceProcess] = mode } } };
        world.Health.Add("orders");
        TestAction replace = world.Cure("replace");

        world.Fail("orders");
        world.Pass(60);

        Assert.Empty(replace.Executed);
        _ = Assert.Single(world.Journal.Of<ActionPlanned>());
        Assert.Equal(RefusalReason.Mode, Assert.Single(world.Journal.Of<ActionRefused>()).Why);
        Assert.Contains(mode.ToString(), world.Manager.Current.Waits[world.TheOpen.Id], StringComparison.Ordinal);

        world.SetMode(RecoveryTier.ReplaceProcess, HealingMode.Auto);
        world.Pass(1);
        Assert.Equal(IncidentOutcome.Healed, world.TheClosed.Outcome);
    }

    [Fact]
    public void Hand_over_has_no_mode()
    {
        using var world = new RecoveryWorld();
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => { _ = world.Manager.SetModeAsync(RecoveryTier.HandOver, HealingMode.Observe, "ann", "quiet"); });
    }

    [Fact]
    public void Independent_incidents_are_healed_side_by_side()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        world.Health.Add("mail");
        TestAction replace = world.Action("replace");

        world.Fail("orders");
        world.Fail("mail");

        Assert.Equal(2, replace.Executed.Count);
    }

    [Fact]
    public void What_requires_something_that_is_being_healed_waits_for_it()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("db");
        world.Health.Add("inventory", requires: ["db"]);
        world.Health.Add("orders", requires: ["inventory"]);
        TestAction replace = world.Cure("replace");
        world.Fail("db"); // healed at once, but not confirmed yet
        world.Fail("orders", "its own trouble");
        Assert.Equal(["db"], replace.Executed.Select(static incident => incident.Component.Value));

        world.Pass(3);

        Assert.Equal(["db", "orders"], replace.Executed.Select(static incident => incident.Component.Value));
    }

    [Fact]
    public void After_a_stop_roots_come_first_whatever_failed_first()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("z-db");
        world.Health.Add("m-orders", requires: ["z-db"]);
        world.Health.Add("a-gateway", requires: ["m-orders"]);
        world.Health.Add("b-mail");
        TestAction replace = world.Cure("replace");
        world.Switch.Engaged = true;
        world.Fail("a-gateway");
        world.Fail("m-orders");
        world.Fail("z-db");
        world.Fail("b-mail");

        world.Switch.Engaged = false;
        world.Pass(10);

        Assert.Equal(["z-db", "b-mail", "m-orders", "a-gateway"], replace.Executed.Select(static incident => incident.Component.Value));
        Assert.Empty(world.Open);
    }

    [Fact]
    public void What_falls_by_itself_while_something_it_only_uses_is_down_does_not_wait()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("cache");
        world.Health.Add("orders", uses: ["cache"]);
        TestAction replace = world.Action("replace");

        world.Fail("cache");
        world.Fail("orders");

        Assert.Equal(["cache", "orders"], replace.Executed.Select(static incident => incident.Component.Value));
    }
}
