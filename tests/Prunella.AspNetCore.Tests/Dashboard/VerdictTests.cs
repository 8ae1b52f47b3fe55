using Prunella.AspNetCore.Dashboard.Pages;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Recovery;
using Prunella.Views;

namespace Prunella.AspNetCore.Tests.Dashboard;

public sealed class VerdictTests
{
    [Fact]
    public void A_good_day_is_one_sentence()
    {
        using var showcase = new Showcase(DateTimeOffset.UnixEpoch);
        showcase.Heal();
        Assert.Equal(new Verdict(HealthState.Healthy, "All 8 components serve.", 0), Verdict.Of(showcase.Current));
    }

    [Fact]
    public void Trouble_without_an_incident_names_its_root_and_its_reach()
    {
        using var showcase = new Showcase(DateTimeOffset.UnixEpoch);
        SystemPicture picture = showcase.Current with { Recovery = showcase.Current.Recovery with { Open = [] } };
        Assert.Equal("ledger is failed; 5 of 8 components are affected.", Verdict.Of(picture).Sentence);
    }

    [Fact]
    public void Where_nothing_is_watched_nothing_is_claimed() => Assert.Null(Verdict.Of(Empty()).State);

    [Fact]
    public void A_stop_needs_a_person_even_when_all_is_well() => Assert.Equal(1, Verdict.Of(Empty() with { Stopped = "night (ada)" }).Needs);

    [Fact]
    public void A_running_action_is_named()
    {
        using var showcase = new Showcase(DateTimeOffset.UnixEpoch);
        Incident open = showcase.Current.Recovery.Open[0] with
        {
            Pending = null, State = IncidentState.Healing, Attempts = [new ActionAttempt("replace-process", RecoveryTier.ReplaceProcess, 1) { StartedAt = DateTimeOffset.UnixEpoch }],
        };
        SystemPicture picture = showcase.Current with { Recovery = showcase.Current.Recovery with { Open = [open] } };
        Assert.Equal("ledger is failed; replace-process runs.", Verdict.Of(picture).Sentence);
    }

    private static SystemPicture Empty() => new()
    {
        Name = "s", At = DateTimeOffset.UnixEpoch, Health = new SystemHealth(HealthState.Healthy, "", new Dictionary<ComponentName, ComponentHealth>()),
        Recovery = new RecoverySnapshot(), BudgetCapacity = 20, BudgetPeriod = TimeSpan.FromMinutes(10),
    };
}
