using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

public sealed class ResetUnitActionTests
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(30);
    private static readonly Incident Trouble = new(IncidentId.New(new Random(1)), new ComponentName("worker"), DateTimeOffset.UnixEpoch, HealthState.Failed, "fell");

    [Fact]
    public async Task It_restarts_on_a_thread_of_its_own()
    {
        var action = new ResetUnitAction();
        string? thread = null;
        action.Register(Trouble.Component, _ =>
        {
            thread = Thread.CurrentThread.Name;
            return ValueTask.CompletedTask;
        });

        await action.ExecuteAsync(Trouble, action.Plan(Trouble), CancellationToken.None).AsTask().WaitAsync(Watchdog);

        Assert.Equal("prunella-reset", thread);
        Assert.True(action.AppliesTo(Trouble));
    }

    [Fact]
    public async Task A_restart_that_throws_fails_the_action()
    {
        var action = new ResetUnitAction();
        action.Register(Trouble.Component, static _ => throw new IOException("port taken"));

        IOException error = await Assert.ThrowsAsync<IOException>(
            () => action.ExecuteAsync(Trouble, action.Plan(Trouble), CancellationToken.None).AsTask().WaitAsync(Watchdog));

        Assert.Equal("port taken", error.Message);
    }

    [Fact]
    public async Task While_a_restart_hangs_it_does_not_apply()
    {
        var action = new ResetUnitAction();
        var gate = new TaskCompletionSource();
        action.Register(Trouble.Component, _ => new ValueTask(gate.Task));

        Task running = action.ExecuteAsync(Trouble, action.Plan(Trouble), CancellationToken.None).AsTask();
        Assert.False(action.AppliesTo(Trouble));
        Assert.Contains("hangs", action.WhyNot(Trouble), StringComparison.Ordinal);

        gate.SetResult();
        await running.WaitAsync(Watchdog);
        Assert.True(action.AppliesTo(Trouble));
    }

    [Fact]
    public void It_applies_only_to_what_is_registered()
    {
        var action = new ResetUnitAction();
        Assert.False(action.AppliesTo(Trouble));
        action.Register(Trouble.Component, static _ => ValueTask.CompletedTask);
        Assert.True(action.AppliesTo(Trouble));
        action.Unregister(Trouble.Component);
        Assert.False(action.AppliesTo(Trouble));
    }

    [Fact]
    public void What_is_declared_says_honestly_that_it_is_not_available()
    {
        Assert.Equal(
            [RecoveryTier.Absorb, RecoveryTier.Isolate, RecoveryTier.UndoChange, RecoveryTier.MoveOrResize, RecoveryTier.Repair],
            DeclaredAction.All.Select(static action => action.Tier));
        Assert.All(DeclaredAction.All, static action =>
        {
            Assert.False(action.AppliesTo(Trouble));
            Assert.StartsWith("declared, not available here: ", action.WhyNot(Trouble), StringComparison.Ordinal);
        });
    }
}
