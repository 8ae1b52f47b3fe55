using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

/// <summary>A repair knows late whether it can help, may go less far than its tier, and stands above the restarts.</summary>
public sealed class RepairTests : IDisposable
{
    private readonly RecoveryWorld _world = new();
    private readonly TestAction _replace, _repair;

    public RepairTests()
    {
        _world.Health.Add("orders");
        _replace = _world.Action("replace");
        _repair = _world.Cure("repair", RecoveryTier.Repair);
        _world.SetMode(RecoveryTier.Repair, HealingMode.Auto);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void What_may_help_soon_is_waited_for_once_nothing_else_is_left()
    {
        bool known = false;
        _repair.Applies = _ => known;
        _repair.Soon = _ => !known;
        _world.Fail("orders");
        _world.Pass(120);
        _ = Assert.Single(_replace.Executed);
        Assert.Equal(IncidentState.Open, _world.TheOpen.State);

        known = true;
        _world.Pass(1);
        _ = Assert.Single(_repair.Executed);
        Assert.Equal(IncidentOutcome.Healed, _world.TheClosed.Outcome);
    }

    [Fact]
    public void What_turns_out_not_to_help_hands_over()
    {
        bool looking = true;
        _repair.Applies = _ => false;
        _repair.Soon = _ => looking;
        _world.Fail("orders");
        _world.Pass(120);
        looking = false;
        _world.Pass(1);
        Assert.Equal(IncidentState.HandedOver, _world.TheOpen.State);
    }

    [Fact]
    public void What_is_only_suggested_is_planned_and_handed_over_with_its_reason()
    {
        _repair.Limit = new ActionLimit(HealingMode.Suggest, "nobody has tried it");
        _world.Fail("orders");
        _world.Pass(120);

        Assert.Empty(_repair.Executed);
        Assert.Contains("only suggested: nobody has tried it", Assert.Single(_world.Journal.Of<IncidentHandedOver>()).Reason, StringComparison.Ordinal);
        Assert.Contains(_world.Journal.Of<ActionPlanned>(), static plan => plan.Action == "repair");
    }

    [Fact]
    public void What_is_to_be_asked_for_asks_though_its_tier_need_not_and_is_told_who_allowed_it()
    {
        _repair.Limit = new ActionLimit(HealingMode.Ask, "the project wants it so");
        _world.Fail("orders");
        _world.Pass(120);
        Assert.Equal("repair", _world.TheOpen.Pending!.Action);

        Assert.Equal(ApprovalOutcome.Accepted, _world.Ask(() => _world.Manager.ApproveAsync(_world.TheOpen.Id, "ada", "I looked")));
        Assert.Equal(new Approval("repair", "ada", "I looked"), Assert.Single(_repair.Executed).Approval);
        _world.Pass(1);
        Assert.Null(_world.TheClosed.Approval); // used up
    }

    [Fact]
    public void Restarts_that_come_too_often_leave_the_repair()
    {
        _replace.OnExecute = (incident, _) =>
        {
            _world.Health.Set(incident.Component.Value, HealthState.Healthy, "started");
            return ValueTask.CompletedTask;
        };
        for (int fall = 0; fall < 4; fall++)
        {
            _world.Fail("orders");
            _world.Pass(2);
        }

        Assert.Equal(3, _replace.Executed.Count);
        _ = Assert.Single(_repair.Executed);
        Assert.Equal(RefusalReason.Intensity, Assert.Single(_world.Journal.Of<ActionRefused>()).Why);
    }

    [Fact]
    public void A_repair_is_not_repeated_in_the_dark()
    {
        _repair.OnExecute = static (_, _) => ValueTask.CompletedTask;
        _world.Fail("orders");
        _world.Pass(300);
        Assert.Equal(IncidentState.HandedOver, _world.TheOpen.State);
        _ = Assert.Single(_repair.Executed);
        Assert.True(_replace.Executed.Count > 2);
    }

    [Fact]
    public void A_limit_that_can_not_be_had_lets_nothing_through()
    {
        using var world = new RecoveryWorld();
        _ = world.ExpectedFaults.Add("the limit of broken");
        world.Health.Add("orders");
        world.Add(new Unlimited());
        world.SetMode(RecoveryTier.Repair, HealingMode.Auto);
        world.Fail("orders");
        world.Pass(2);
        Assert.Equal(IncidentState.HandedOver, world.TheOpen.State);
        Assert.NotEmpty(world.Journal.Of<InternalFault>());
    }

    private sealed class Unlimited : IRecoveryAction
    {
        public string Name => "broken";

        public RecoveryTier Tier => RecoveryTier.Repair;

        public bool AppliesTo(Incident incident) => true;

        public ActionLimit? LimitOf(Incident incident) => throw new InvalidOperationException("no limit");

        public ActionPlan Plan(Incident incident) => new() { Effects = [], BlastRadius = [], Expected = TimeSpan.FromSeconds(1) };

        public ValueTask ExecuteAsync(Incident incident, ActionPlan plan, CancellationToken cancellationToken) => throw new InvalidOperationException("carried out");
    }
}
