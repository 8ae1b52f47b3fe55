using Microsoft.Extensions.Options;
using Prunella.Kernel;

namespace Prunella.Recovery;

internal sealed class RecoveryOptionsValidator : IValidateOptions<RecoveryOptions>
{
    public ValidateOptionsResult Validate(string? name, RecoveryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new ValidateOptionsResultBuilder();
        void Require(bool right, string key, string rule, object? value)
        {
            if (!right)
                errors.AddError($"{rule}, but is {value}.", key);
        }

        void Positive(TimeSpan value, string key) => Require(value > TimeSpan.Zero, key, "must be positive", value);
        void AtLeastOne(int value, string key) => Require(value >= 1, key, "must be at least 1", value);

        Require(options.OpenAt is HealthState.Failed or HealthState.Critical or HealthState.Degraded, nameof(options.OpenAt), "must be Failed, Critical or Degraded", options.OpenAt);
        Require(options.Confirmation >= TimeSpan.Zero && options.Confirmation <= TimeSpan.FromSeconds(5), nameof(options.Confirmation), "must lie within 0 and 5 s", options.Confirmation);
        Require(options.SettleTime >= TimeSpan.Zero, nameof(options.SettleTime), "must not be negative", options.SettleTime);
        Require(options.RelapseWindow >= TimeSpan.Zero, nameof(options.RelapseWindow), "must not be negative", options.RelapseWindow);
        Positive(options.BackoffFirst, nameof(options.BackoffFirst));
        Require(options.BackoffCap >= options.BackoffFirst, nameof(options.BackoffCap), $"must be at least BackoffFirst ({options.BackoffFirst})", options.BackoffCap);
        AtLeastOne(options.IntensityLimit, nameof(options.IntensityLimit));
        Positive(options.IntensityWindow, nameof(options.IntensityWindow));
        AtLeastOne(options.ComponentBudget, nameof(options.ComponentBudget));
        AtLeastOne(options.GlobalBudget, nameof(options.GlobalBudget));
        Positive(options.BudgetPeriod, nameof(options.BudgetPeriod));
        Require(options.GroupShare is > 0 and <= 1, nameof(options.GroupShare), "must lie in (0, 1]", options.GroupShare);
        AtLeastOne(options.BreakerMinimum, nameof(options.BreakerMinimum));
        Require(options.BreakerWindow >= options.BreakerMinimum, nameof(options.BreakerWindow), $"must be at least BreakerMinimum ({options.BreakerMinimum})", options.BreakerWindow);
        Require(options.BreakerRatio is >= 0 and < 1, nameof(options.BreakerRatio), "must lie in [0, 1)", options.BreakerRatio);
        Positive(options.ApprovalLifetime, nameof(options.ApprovalLifetime));
        Positive(options.Deadline, nameof(options.Deadline));
        Require(options.DeadlineFactor is >= 1 and < double.PositiveInfinity, nameof(options.DeadlineFactor), "must be at least 1", options.DeadlineFactor);
        Require(options.SlowRetryPeriod >= TimeSpan.FromSeconds(1), nameof(options.SlowRetryPeriod), "must be at least 1 s", options.SlowRetryPeriod);
        Require(options.RecheckPeriod >= TimeSpan.FromMilliseconds(10), nameof(options.RecheckPeriod), "must be at least 10 ms", options.RecheckPeriod);
        Positive(options.EvidenceTimeout, nameof(options.EvidenceTimeout));
        AtLeastOne(options.KeptIncidents, nameof(options.KeptIncidents));
        AtLeastOne(options.KeptBundles, nameof(options.KeptBundles));
        foreach ((RecoveryTier tier, HealingMode mode) in options.Modes)
        {
            Require(tier is >= RecoveryTier.Absorb and < RecoveryTier.HandOver, nameof(options.Modes), "names a tier from Absorb to Repair", tier);
            Require(Enum.IsDefined(mode), nameof(options.Modes), "is Observe, Suggest, Ask or Auto", mode);
        }

        return errors.Build();
    }
}
