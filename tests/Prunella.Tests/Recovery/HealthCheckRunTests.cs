using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;
using Prunella.Testing;

namespace Prunella.Tests.Recovery;

public sealed class HealthCheckRunTests
{
    private static readonly ComponentName Web = new("web");

    private readonly ManualLoop _loop = new();
    private readonly FakeHealth _health;
    private readonly ActionPlan _plan = new() { Effects = [], BlastRadius = [Web], Expected = TimeSpan.FromSeconds(1), VerifyWithin = TimeSpan.FromSeconds(30) };

    public HealthCheckRunTests()
    {
        _health = new FakeHealth(_loop.Time);
        _health.Add("web");
        _health.Set("web", HealthState.Failed, "killed");
    }

    [Fact]
    public async Task What_was_well_and_fell_before_anybody_looked_has_not_been_helped()
    {
        var baseline = new HealthBaseline(_health.Current, Web, _plan);
        DateTimeOffset begun = _loop.Time.GetUtcNow();
        _health.Past("web", HealthState.Healthy, "ready", begun + TimeSpan.FromMilliseconds(80));
        _health.Past("web", HealthState.Failed, "killed again", begun + TimeSpan.FromMilliseconds(100));

        var check = new HealthCheckRun(_loop, _health, new RecoveryOptions(), Web, baseline, _plan, begun);

        Assert.Equal(ActionVerdict.Same, (await check.Result).Verdict);
    }

    [Fact]
    public void What_was_well_before_the_action_says_nothing_of_it()
    {
        var baseline = new HealthBaseline(_health.Current, Web, _plan);
        DateTimeOffset begun = _loop.Time.GetUtcNow();
        _health.Past("web", HealthState.Healthy, "ready", begun - TimeSpan.FromSeconds(5));

        var check = new HealthCheckRun(_loop, _health, new RecoveryOptions(), Web, baseline, _plan, begun);

        Assert.False(check.Result.IsCompleted);
    }
}
