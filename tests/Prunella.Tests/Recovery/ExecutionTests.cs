using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

public sealed class ExecutionTests
{
    [Fact]
    public void An_action_that_throws_at_once_counts_as_failed()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = world.Action("replace");
        replace.OnExecute = static (_, _) => throw new IOException("no such program");

        world.Fail("orders");

        Assert.Equal("no such program", Assert.Single(world.Journal.Of<ActionFinished>()).Error);
        Assert.Equal(ActionVerdict.Same, Assert.Single(world.Journal.Of<ActionVerified>()).Verdict);
        Assert.Equal(IncidentState.HandedOver, world.TheOpen.State);
    }

    [Fact]
    public void A_hanging_action_is_told_to_stop_abandoned_and_counts_as_failed()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        var never = new TaskCompletionSource();
        CancellationToken told = default;
        TestAction reset = world.Action("reset", RecoveryTier.ResetUnit);
        reset.OnExecute = (_, token) =>
        {
            told = token;
            return new ValueTask(never.Task);
        };
        TestAction replace = world.Cure("replace");

        world.Fail("orders");
        world.Pass(9.9);
        Assert.False(told.IsCancellationRequested);
        world.Pass(0.2);

        Assert.True(told.IsCancellationRequested);
        Assert.Contains("abandoned", world.Journal.Of<ActionFinished>()[0].Error, StringComparison.Ordinal);
        _ = Assert.Single(replace.Executed);
        world.Do(() => never.SetException(new IOException("late"))); // interests nobody
    }

    [Fact]
    public void The_deadline_grows_with_the_expected_time()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        world.Add(new TestAction("move", RecoveryTier.ReplaceProcess) { Expected = TimeSpan.FromSeconds(6), OnExecute = static (_, _) => new ValueTask(new TaskCompletionSource().Task) });

        world.Fail("orders");
        world.Pass(29.9);
        Assert.Empty(world.Journal.Of<ActionFinished>());
        world.Pass(0.2);
        _ = Assert.Single(world.Journal.Of<ActionFinished>());
    }

    [Fact]
    public void What_did_not_help_is_taken_back_exactly_once()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = world.Action("replace", undo: "start the old version");

        world.Fail("orders");
        world.Pass(20);

        Assert.Equal(1, replace.Undone);
        Assert.Null(Assert.Single(world.Journal.Of<ActionUndone>()).Error);
    }

    [Fact]
    public void What_helped_and_what_can_not_be_taken_back_is_not_taken_back()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction reset = world.Action("reset", RecoveryTier.ResetUnit);
        TestAction replace = world.Action("replace", undo: "back");
        replace.OnVerify = static (_, _) => new(ActionVerdict.Better);

        world.Fail("orders");
        world.Pass(20);

        Assert.Equal((0, 0), (reset.Undone, replace.Undone));
        Assert.Equal(IncidentOutcome.Healed, world.TheClosed.Outcome);
    }

    [Fact]
    public void A_taking_back_that_fails_is_told()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = world.Action("replace", undo: "back");
        replace.OnUndo = static (_, _) => throw new IOException("gone");

        world.Fail("orders");
        world.Pass(20);

        Assert.Equal("gone", Assert.Single(world.Journal.Of<ActionUndone>()).Error);
        Assert.Contains("taking back failed: gone", world.TheOpen.Attempts[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_that_falls_again_within_the_confirmation_is_not_healed_and_nobody_waits_for_the_window()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        _ = world.Cure("replace");

        world.Fail("orders");
        world.Pass(0.4);
        world.Fail("orders", "exit 1");

        ActionVerified verified = Assert.Single(world.Journal.Of<ActionVerified>());
        Assert.Equal(ActionVerdict.Same, verified.Verdict);
        Assert.Contains("400 ms", verified.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_confirmation_begun_at_the_last_moment_is_waited_for()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        _ = world.Action("replace");

        world.Fail("orders");
        world.Pass(9.8);
        world.Heal("orders");
        world.Pass(0.5);

        Assert.Equal(IncidentOutcome.Healed, world.TheClosed.Outcome);
    }

    [Fact]
    public void Someone_else_who_is_worse_than_before_makes_the_verdict_worse_and_the_action_is_not_tried_again()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        world.Health.Add("cache");
        TestAction replace = world.Action("replace", attempts: 3, undo: "back", blast: ["cache"]);

        world.Fail("orders");
        world.On("cache", HealthState.Degraded, "cold");
        world.Heal("orders");
        world.Pass(11);

        ActionVerified verified = Assert.Single(world.Journal.Of<ActionVerified>());
        Assert.Equal(ActionVerdict.Worse, verified.Verdict);
        Assert.Contains("cache fell from Healthy to Degraded", verified.Detail, StringComparison.Ordinal);
        Assert.Equal((1, 1), (replace.Executed.Count, replace.Undone));
    }

    [Fact]
    public void Someone_else_who_recovers_within_the_window_is_forgiven()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        world.Health.Add("cache");
        _ = world.Action("replace", blast: ["cache"]);

        world.Fail("orders");
        world.On("cache", HealthState.Degraded, "cold");
        world.Heal("orders");
        world.Pass(2);
        world.Heal("cache");

        Assert.Equal(IncidentOutcome.Healed, world.TheClosed.Outcome);
    }

    [Fact]
    public void The_action_s_own_check_wins_and_one_that_hangs_or_throws_counts_as_no_help()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction hangs = world.Action("hangs", RecoveryTier.Isolate);
        hangs.OnVerify = static (_, _) => new(new TaskCompletionSource<ActionVerdict?>().Task);
        TestAction throws = world.Action("throws", RecoveryTier.ResetUnit);
        throws.OnVerify = static (_, _) => throw new IOException("no");
        TestAction better = world.Action("better");
        better.OnVerify = static (_, _) => new(ActionVerdict.Better);

        world.Fail("orders");
        world.Pass(11);

        Assert.Equal([ActionVerdict.Same, ActionVerdict.Same, ActionVerdict.Better], world.Journal.Of<ActionVerified>().Select(static fact => fact.Verdict));
    }

    [Fact]
    public void Working_again_if_not_fully_at_the_end_of_the_window_is_better_and_not_acted_on_again()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        TestAction replace = world.Action("replace", attempts: 3);

        world.Fail("orders");
        world.On("orders", HealthState.Degraded, "slow");
        world.Pass(10.1);

        Assert.Equal(IncidentOutcome.Healed, world.TheClosed.Outcome);
        _ = Assert.Single(replace.Executed);
    }

    [Fact]
    public void A_dependency_that_is_only_used_does_not_hide_that_the_component_itself_is_well()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("cache");
        world.Health.Add("orders", uses: ["cache"]);
        TestAction replace = world.Action("replace");
        replace.Applies = static incident => incident.Component.Value == "orders";

        world.Fail("orders");
        world.Fail("cache");
        world.Heal("orders");
        world.Pass(1);

        Assert.Equal(("orders", IncidentOutcome.Healed), (world.TheClosed.Component.Value, world.TheClosed.Outcome!.Value));
    }

    [Fact]
    public void An_asynchronous_action_comes_back_to_the_loop()
    {
        using var world = new RecoveryWorld();
        world.Health.Add("orders");
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        TestAction replace = world.Action("replace");
        replace.OnExecute = (_, _) => new ValueTask(done.Task);

        world.Fail("orders");
        Assert.Equal(IncidentState.Healing, world.TheOpen.State);
        world.Pass(0.25);
        world.Do(done.SetResult);

        Assert.Equal(IncidentState.Verifying, world.TheOpen.State);
        Assert.Equal(TimeSpan.FromMilliseconds(250), Assert.Single(world.Journal.Of<ActionFinished>()).Duration);
    }
}
