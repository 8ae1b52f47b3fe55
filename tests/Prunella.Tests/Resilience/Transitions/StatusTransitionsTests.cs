using Prunella.Journal;
using Prunella.Resilience;
using Prunella.Tests.Resilience.Pipeline;

namespace Prunella.Tests.Resilience.Transitions;

public sealed class StatusTransitionsTests : IDisposable
{
    private enum Status
    {
        New,
        Paid,
        Shipped,
        Cancelled,
    }

    private static readonly StatusTransitions<Status> Orders = StatusTransitions.For<Status>("order")
        .Allow(Status.New, Status.Paid, Status.Cancelled)
        .Allow(Status.Paid, Status.Shipped)
        .Build();

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void What_is_declared_may_happen_and_what_stays_may_stay()
    {
        Orders.Require(Status.New, Status.Paid, "17", _world.Engine);
        Orders.Require(Status.Shipped, Status.Shipped, "17", _world.Engine);

        Assert.Empty(_world.Facts);
        Assert.Equal([Status.Paid, Status.Cancelled], Orders.After(Status.New).Order());
    }

    [Fact]
    public void What_is_not_is_refused_logged_and_noted_before_it_is_stored()
    {
        IllegalTransitionException error = Assert.Throws<IllegalTransitionException>(() => Orders.Require(Status.Shipped, Status.New, "17", _world.Engine));

        Assert.Equal("order: can not go from Shipped to New; that is where it ends.", error.Message);
        var fact = Assert.IsType<TransitionRefused>(Assert.Single(_world.Facts));
        Assert.Equal(("order", "17", "Shipped", "New"), (fact.Entity, fact.Id, fact.From, fact.To));
        Assert.Contains(_world.Lines, static line => line.Text == "[SELF-HEAL] order 17 may not go from Shipped to New");
    }

    [Fact]
    public void The_flag_switches_it_off()
    {
        _world.Engine.Flags.Set(FlagNames.StatusValidation, "false");

        Orders.Require(Status.Shipped, Status.New, "17", _world.Engine);

        Assert.Empty(_world.Facts);
    }
}
