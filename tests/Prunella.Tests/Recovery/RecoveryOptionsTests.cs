using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

public sealed class RecoveryOptionsTests
{
    [Fact]
    public void The_defaults_are_right() => Assert.True(new RecoveryOptionsValidator().Validate(null, new RecoveryOptions()).Succeeded);

    [Fact]
    public void Every_fault_is_told_at_once_by_its_key()
    {
        var wrong = new RecoveryOptions
        {
            OpenAt = HealthState.Healthy,
            Confirmation = TimeSpan.FromMinutes(1),
            SettleTime = TimeSpan.FromSeconds(-1),
            RelapseWindow = TimeSpan.FromSeconds(-1),
            BackoffFirst = TimeSpan.Zero,
            BackoffCap = TimeSpan.FromSeconds(-1),
            IntensityLimit = 0,
            IntensityWindow = TimeSpan.Zero,
            ComponentBudget = 0,
            GlobalBudget = 0,
            BudgetPeriod = TimeSpan.Zero,
            GroupShare = double.NaN,
            BreakerMinimum = 0,
            BreakerWindow = -1,
            BreakerRatio = 1,
            ApprovalLifetime = TimeSpan.Zero,
            Deadline = TimeSpan.Zero,
            DeadlineFactor = 0,
            SlowRetryPeriod = TimeSpan.Zero,
            RecheckPeriod = TimeSpan.Zero,
            EvidenceTimeout = TimeSpan.Zero,
            KeptBundles = 0,
            KeptIncidents = 0,
            Modes = { [RecoveryTier.HandOver] = HealingMode.Observe },
        };

        string[] failures = [.. new RecoveryOptionsValidator().Validate(null, wrong).Failures!];

        string[] keys = [.. typeof(RecoveryOptions).GetProperties().Select(static property => property.Name).Where(static name => name is not (nameof(RecoveryOptions.StateDirectory)))];
        Assert.All(keys, key => Assert.Contains(failures, failure => failure.Contains(key, StringComparison.Ordinal)));
    }
}
