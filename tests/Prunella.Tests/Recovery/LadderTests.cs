using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

public sealed class LadderTests
{
    [Fact]
    public void The_first_remedy_begins_inside_the_call_that_tells_of_the_failure()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = world.Action("replace");
        int begun = 0;

        world.Do(() =>
        {
            world.Health.Set("orders", HealthState.Failed, "exit 137");
            begun = replace.Executed.Count;
        });

        Assert.Equal(1, begun);
    }

    [Fact]
    public void A_healed_component_closes_its_incident_after_the_confirmation()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = world.Cure("replace");

        world.Fail("orders");
        Assert.Equal(IncidentState.Verifying, world.TheOpen.State);
        world.Pass(0.5);

        Assert.Empty(world.Open);
        Assert.Equal(IncidentOutcome.Healed, world.TheClosed.Outcome);
        Assert.Equal(IncidentState.Resolved, world.TheClosed.State);
        _ = Assert.Single(replace.Executed);
        Assert.Equal(
            ["IncidentOpened", "ActionPlanned", "ActionStarted", "ActionFinished", "ActionVerified", "IncidentClosed"], world.Kinds(world.TheClosed.Id));
    }

    [Fact]
    public void The_cheapest_action_that_applies_comes_first_and_the_plan_names_the_others()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = world.Cure("replace");
        TestAction reset = world.Cure("reset", RecoveryTier.ResetUnit);
        TestAction isolate = world.Action("isolate", RecoveryTier.Isolate);
        isolate.Applies = static _ => false;

        world.Fail("orders");

        _ = Assert.Single(reset.Executed);
        Assert.Empty(replace.Executed);
        ActionPlanned plan = Assert.Single(world.Journal.Of<ActionPlanned>());
        Assert.Contains(plan.Alternatives, static line => line.StartsWith("isolate (tier 1): its preconditions", StringComparison.Ordinal));
        Assert.Contains(plan.Alternatives, static line => line.StartsWith("replace (tier 4): dearer than reset", StringComparison.Ordinal));
        Assert.Contains(plan.Alternatives, static line => line.Contains("undo-last-change (tier 3): declared, not available here", StringComparison.Ordinal));
    }

    [Fact]
    public void What_failed_is_not_tried_again_in_the_incident_and_the_next_tier_follows_at_once()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction reset = world.Action("reset", RecoveryTier.ResetUnit);
        TestAction replace = world.Cure("replace");

        world.Fail("orders");
        world.Pass(10); // reset has ten times its expected second to show an effect
        world.Pass(1);

        _ = Assert.Single(reset.Executed);
        _ = Assert.Single(replace.Executed);
        Assert.Equal(IncidentOutcome.Healed, world.TheClosed.Outcome);
        Assert.Equal([ActionVerdict.Same, ActionVerdict.Better], world.TheClosed.Attempts.Select(static attempt => attempt.Verdict!.Value));
    }

    [Fact]
    public void A_ranking_that_has_learned_goes_straight_to_what_helps_and_is_told_the_verdict()
    {
        var ranking = new DearestFirst();
        using var world = new RecoveryWorld { Ranking = ranking };
        world.Health.Add("orders");
        TestAction reset = world.Cure("reset", RecoveryTier.ResetUnit);
        TestAction replace = world.Cure("replace");

        world.Fail("orders");
        world.Pass(1);

        Assert.Empty(reset.Executed);
        _ = Assert.Single(replace.Executed);
        Assert.Equal(("replace", ActionVerdict.Better), Assert.Single(ranking.Learned));
    }

    [Fact]
    public void An_action_that_throws_while_asked_or_while_planning_is_passed_over()
    {
        using var world = new RecoveryWorld { ExpectedFaults = { "the plan of vague" } };
        world.Health.Add("orders");
        TestAction rude = world.Action("rude", RecoveryTier.Isolate);
        rude.Applies = static _ => throw new InvalidOperationException("rude");
        TestAction vague = world.Action("vague", RecoveryTier.ResetUnit);
        vague.OnPlan = static () => throw new InvalidOperationException("vague");
        TestAction replace = world.Cure("replace");

        world.Fail("orders");
        world.Pass(1);

        _ = Assert.Single(replace.Executed);
        Assert.Empty(vague.Executed);
        Assert.Equal(IncidentOutcome.Healed, world.TheClosed.Outcome);
    }

    [Fact]
    public void Two_actions_of_one_name_and_an_action_of_tier_seven_are_refused_at_the_start()
    {
        using var twice = new RecoveryWorld();
        _ = twice.Action("replace");
        _ = twice.Action("replace");
        Assert.Contains("replace", Assert.Throws<ArgumentException>(() => twice.Manager).Message, StringComparison.Ordinal);

        using var seven = new RecoveryWorld();
        _ = seven.Action("page", RecoveryTier.HandOver);
        Assert.Contains("page", Assert.Throws<ArgumentException>(() => seven.Manager).Message, StringComparison.Ordinal);
    }

    private sealed class DearestFirst : IActionRanking
    {
        public List<(string, ActionVerdict)> Learned { get; } = [];

        public IReadOnlyList<IRecoveryAction> Rank(Incident incident, IReadOnlyList<IRecoveryAction> actions) =>
            [.. actions.OrderByDescending(static action => action.Tier)];

        public void Learn(Incident incident, IRecoveryAction action, ActionVerdict verdict) => Learned.Add((action.Name, verdict));
    }
}
