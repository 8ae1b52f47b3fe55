using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

public sealed class ApprovalTests
{
    [Fact]
    public void A_tier_that_asks_waits_for_a_person_and_acts_on_their_word()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction move = world.Cure("move", RecoveryTier.MoveOrResize);

        world.Fail("orders");
        world.Pass(60);

        Assert.Empty(move.Executed);
        Assert.Equal(("move", IncidentState.Open), (world.TheOpen.Pending!.Action, world.TheOpen.State));
        Assert.Equal(ApprovalOutcome.Accepted, world.Ask(() => world.Manager.ApproveAsync(world.TheOpen.Id, "ann", "go")));
        _ = Assert.Single(move.Executed);
        world.Pass(1);
        Assert.Equal(IncidentOutcome.Healed, world.TheClosed.Outcome);
        _ = Assert.Single(world.Journal.Of<ActionPlanned>());
        Assert.Equal("ann", Assert.Single(world.Journal.Of<ActionApproved>()).By);
    }

    [Fact]
    public void Nobody_answering_counts_as_no_and_the_incident_goes_on()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction move = world.Cure("move", RecoveryTier.MoveOrResize);

        world.Fail("orders");
        world.Pass(599);
        Assert.NotNull(world.TheOpen.Pending);
        world.Pass(2);

        Assert.Null(world.TheOpen.Pending);
        Assert.Equal(RefusalReason.Expired, Assert.Single(world.Journal.Of<ActionRefused>()).Why);
        Assert.Equal(IncidentState.HandedOver, world.TheOpen.State);
        Assert.Equal(ApprovalOutcome.NothingPending, world.Ask(() => world.Manager.ApproveAsync(world.TheOpen.Id, "ann", "late")));
        world.Pass(120);
        Assert.Empty(move.Executed);
    }

    [Fact]
    public void A_no_leads_to_the_next_remedy()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction move = world.Cure("move", RecoveryTier.MoveOrResize);
        _ = world.Cure("repair", RecoveryTier.Repair);
        world.Fail("orders");

        Assert.Equal(ApprovalOutcome.Accepted, world.Ask(() => world.Manager.RejectAsync(world.TheOpen.Id, "ann", "not now")));

        Assert.Equal("repair", world.TheOpen.Pending!.Action);
        Assert.Empty(move.Executed);
        ActionRefused refused = Assert.Single(world.Journal.Of<ActionRefused>());
        Assert.Equal((RefusalReason.Person, "ann: not now"), (refused.Why, refused.Detail));
    }

    [Fact]
    public void A_precondition_that_went_away_meanwhile_stops_the_approved_action()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction move = world.Cure("move", RecoveryTier.MoveOrResize);
        world.Fail("orders");
        move.Applies = static _ => false;

        Assert.Equal(ApprovalOutcome.Accepted, world.Ask(() => world.Manager.ApproveAsync(world.TheOpen.Id, "ann", "go")));
        world.Pass(1);

        Assert.Empty(move.Executed);
        Assert.Equal(IncidentState.HandedOver, world.TheOpen.State);
    }

    [Fact]
    public void An_approval_given_while_healing_is_stopped_holds_until_it_goes_on()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction move = world.Cure("move", RecoveryTier.MoveOrResize);
        world.Fail("orders");
        world.Switch.Engaged = true;
        _ = world.Ask(() => world.Manager.ApproveAsync(world.TheOpen.Id, "ann", "go"));
        world.Pass(10);
        Assert.Empty(move.Executed);

        world.Switch.Engaged = false;
        world.Pass(0.3);

        _ = Assert.Single(move.Executed);
    }

    [Fact]
    public void A_component_that_gets_well_takes_the_question_back()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        _ = world.Cure("move", RecoveryTier.MoveOrResize);
        world.Fail("orders");

        world.Heal("orders");
        world.Pass(700);

        Assert.Equal((IncidentOutcome.Recovered, null), (world.TheClosed.Outcome!.Value, world.TheClosed.Pending));
        Assert.Empty(world.Journal.Of<ActionRefused>());
    }

    [Fact]
    public void Setting_the_tier_free_answers_the_question()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction move = world.Cure("move", RecoveryTier.MoveOrResize);
        world.Fail("orders");

        world.SetMode(RecoveryTier.MoveOrResize, HealingMode.Auto);

        _ = Assert.Single(move.Executed);
        Assert.Null(world.TheOpen.Pending);
    }
}
