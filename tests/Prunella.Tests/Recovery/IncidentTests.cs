using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

public sealed class IncidentTests
{
    [Fact]
    public void Degraded_opens_nothing_unless_asked_for()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        world.On("orders", HealthState.Degraded, "slow");
        Assert.Empty(world.Open);

        using var strict = new RecoveryWorld { Options = new RecoveryOptions { OpenAt = HealthState.Degraded } };
        strict.Health.Add("orders");
        strict.On("orders", HealthState.Degraded, "slow");
        Assert.Equal(HealthState.Degraded, strict.TheOpen.Severity);
    }

    [Fact]
    public void A_measure_gets_no_incident()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("slo/checkout", state: HealthState.Critical, measure: true);
        Assert.Empty(world.Open);
        world.On("slo/checkout", HealthState.Healthy, "kept");
        world.On("slo/checkout", HealthState.Critical, "burns");
        Assert.Empty(world.Open);
    }

    [Fact]
    public void Symptoms_attach_to_the_root_and_get_no_action()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("inventory");
        world.Health.Add("orders", requires: ["inventory"]);
        world.Health.Add("gateway", requires: ["orders"], uses: ["inventory"]);
        TestAction replace = world.Action("replace");

        world.Fail("inventory");

        Assert.Equal(["gateway", "orders"], world.TheOpen.Symptoms.Select(static name => name.Value).Order(StringComparer.Ordinal));
        Assert.Equal("inventory", Assert.Single(replace.Executed).Component.Value);
        Assert.Equal(2, world.Journal.Of<IncidentAttached>().Count);
    }

    [Fact]
    public void A_storm_of_symptoms_starts_one_action_and_is_told_once_each()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("root");
        for (int i = 0; i < 200; i++)
            world.Health.Add($"leaf-{i}", requires: ["root"]);
        TestAction replace = world.Action("replace");

        world.Fail("root");
        for (int i = 0; i < 200; i++)
        {
            world.Fail($"leaf-{i}");
            world.Fail($"leaf-{i}", "again");
        }

        _ = Assert.Single(replace.Executed);
        Assert.Equal(200, world.TheOpen.Symptoms.Count);
        Assert.Equal(200, world.Journal.Of<IncidentAttached>().Count);
    }

    [Fact]
    public void An_incident_whose_component_turns_out_to_be_a_symptom_is_superseded()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("inventory");
        world.Health.Add("orders", requires: ["inventory"]);
        world.Switch.Engaged = true; // so that nothing runs meanwhile

        world.Fail("orders");
        Incident own = world.TheOpen;
        world.Fail("inventory");

        Assert.Equal("inventory", world.TheOpen.Component.Value);
        Assert.Equal("orders", Assert.Single(world.TheOpen.Symptoms).Value);
        Assert.Equal((own.Id, IncidentOutcome.Superseded), (world.TheClosed.Id, world.TheClosed.Outcome!.Value));
    }

    [Fact]
    public void An_action_under_way_on_what_turns_out_to_be_a_symptom_ends_properly()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("inventory");
        world.Health.Add("orders", requires: ["inventory"]);
        TestAction replace = world.Action("replace", undo: "back");

        world.Fail("orders");
        world.Fail("inventory");

        Incident orders = Assert.Single(world.Closed);
        Assert.Equal(IncidentOutcome.Superseded, orders.Outcome);
        Assert.Equal(1, replace.Undone);
        _ = Assert.Single(world.Journal.Of<ActionVerified>(orders.Id));
        Assert.Equal(2, replace.Executed.Count); // orders before it was known, inventory after
    }

    [Fact]
    public void Symptoms_that_follow_their_root_get_no_incident_and_those_that_stay_bad_get_one_after_the_settling()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("inventory");
        world.Health.Add("orders", requires: ["inventory"]);
        world.Health.Add("gateway", requires: ["inventory"]);
        TestAction replace = world.Cure("replace");
        replace.Applies = static incident => incident.Component.Value != "orders";
        replace.OnExecute = static (_, _) => ValueTask.CompletedTask;

        world.Fail("inventory");
        world.Fail("orders", "lost its connection");
        world.Fail("gateway", "lost its connection");
        world.Heal("inventory");
        world.Pass(0.6);
        Assert.Empty(world.Open);
        world.Heal("gateway");
        world.Pass(2);

        Assert.Equal("orders", world.TheOpen.Component.Value);
        Assert.Equal(2, world.Journal.Of<IncidentOpened>().Count);
    }

    [Fact]
    public void What_gets_well_by_itself_is_closed_as_recovered()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        world.Switch.Engaged = true;

        world.Fail("orders");
        world.Heal("orders");

        Assert.Equal(IncidentOutcome.Recovered, world.TheClosed.Outcome);
        Assert.Empty(world.TheClosed.Attempts);
    }

    [Fact]
    public void A_component_that_is_taken_out_closes_its_incident()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = world.Action("replace");
        world.Fail("orders");

        world.Do(() => world.Health.Remove("orders"));
        world.Pass(11);

        Assert.Equal(IncidentOutcome.Dismissed, world.TheClosed.Outcome);
        _ = Assert.Single(replace.Executed);
    }

    [Fact]
    public void Trouble_that_was_there_before_the_start_counts()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders", state: HealthState.Failed);
        TestAction replace = world.Action("replace");

        _ = world.Manager;

        Assert.Equal("orders", world.TheOpen.Component.Value);
        _ = Assert.Single(replace.Executed);
    }

    [Fact]
    public void What_still_works_although_not_fully_is_not_acted_on()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = world.Action("replace");
        world.Switch.Engaged = true;
        world.Fail("orders");
        world.On("orders", HealthState.Degraded, "half the pool is back");

        world.Switch.Engaged = false;
        world.Pass(5);
        Assert.Empty(replace.Executed);

        world.Fail("orders");
        _ = Assert.Single(replace.Executed);
    }

    [Fact]
    public void Evidence_is_bounded_and_keeps_both_ends()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        world.Switch.Engaged = true;
        for (int i = 0; i < 200; i++)
            world.On("orders", i % 2 == 0 ? HealthState.Failed : HealthState.Critical, $"fact {i}.");

        Assert.Equal(64, world.TheOpen.Evidence.Count);
        Assert.Contains("fact 0.", world.TheOpen.Evidence[0], StringComparison.Ordinal);
        Assert.Contains("fact 199.", world.TheOpen.Evidence[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Closed_incidents_are_kept_up_to_a_bound()
    {
        using var world = new RecoveryWorld { Options = new RecoveryOptions { KeptIncidents = 3 } };
        world.Health.Add("orders");
        world.Switch.Engaged = true;
        for (int i = 0; i < 5; i++)
        {
            world.Fail("orders", $"cause {i}");
            world.Heal("orders");
        }

        Assert.Equal(["cause 2", "cause 3", "cause 4"], world.Closed.Select(static incident => incident.Cause));
        Assert.Equal(world.Closed[1], world.Manager.Current.Find(world.Closed[1].Id));
    }

    [Fact]
    public void A_person_can_close_an_incident_and_an_action_under_way_is_carried_to_its_end()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        _ = world.Action("replace");
        world.Fail("orders");
        IncidentId id = world.TheOpen.Id;

        Assert.Equal(ApprovalOutcome.Accepted, world.Ask(() => world.Manager.CloseAsync(id, "ann", "planned work")));

        Assert.Equal(IncidentOutcome.Dismissed, world.TheClosed.Outcome);
        _ = Assert.Single(world.Journal.Of<ActionVerified>(id));
        Assert.Contains("ann", Assert.Single(world.Journal.Of<IncidentClosed>()).Summary, StringComparison.Ordinal);
        Assert.Equal(ApprovalOutcome.NoSuchIncident, world.Ask(() => world.Manager.CloseAsync(id, "ann", "again")));
    }
}
