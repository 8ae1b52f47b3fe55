using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>How much the recovery may do, how fast, and when it calls a person.</summary>
public sealed record RecoveryOptions
{
    /// <summary>A component at this state or below, by its own trouble, opens an incident. Default Critical; never Healthy.</summary>
    public HealthState OpenAt { get; set; } = HealthState.Critical;

    /// <summary>How long a healed component must stay healthy before the incident counts as healed. Default 0.5 s, at most 5 s.</summary>
    public TimeSpan Confirmation { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After a root is well, its symptoms have this long to get well too before they are judged on their own. Default 2 s.</summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>A component that falls again within this time after its healing goes on with the backoff it had. Default 30 s.</summary>
    public TimeSpan RelapseWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait before the second try; the first never waits. Default 100 ms.</summary>
    public TimeSpan BackoffFirst { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest wait before any try. Default 30 s; not below <see cref="BackoffFirst"/>.</summary>
    public TimeSpan BackoffCap { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many actions from tier 2 on a component may get within <see cref="IntensityWindow"/>. Default 3, at least 1.</summary>
    public int IntensityLimit { get; set; } = 3;

    /// <summary>The time over which <see cref="IntensityLimit"/> counts. Default 30 s.</summary>
    public TimeSpan IntensityWindow { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many actions that did not help a component may get in one <see cref="BudgetPeriod"/>. Default 5, at least 1.</summary>
    public int ComponentBudget { get; set; } = 5;

    /// <summary>How many actions that did not help all components together may get in one <see cref="BudgetPeriod"/>. Default 20, at least 1.</summary>
    public int GlobalBudget { get; set; } = 20;

    /// <summary>How long a spent budget takes to fill again. Default 10 min.</summary>
    public TimeSpan BudgetPeriod { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Which part of a group may be under action at once, always at least one member. Default one third, in (0, 1].</summary>
    public double GroupShare { get; set; } = 1.0 / 3;

    /// <summary>How many of the last remedies the remedy breaker looks at. Default 10, at least <see cref="BreakerMinimum"/>.</summary>
    public int BreakerWindow { get; set; } = 10;

    /// <summary>Below this many remedies the remedy breaker does not judge. Default 5, at least 1.</summary>
    public int BreakerMinimum { get; set; } = 5;

    /// <summary>Once more than this part of the last remedies failed, healing drops to Observe. Default 0.5, in [0, 1).</summary>
    public double BreakerRatio { get; set; } = 0.5;

    /// <summary>How long a person has to answer. Default 10 min.</summary>
    public TimeSpan ApprovalLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>An action still running after the greater of this and <see cref="DeadlineFactor"/> times its expected time is abandoned. Default 10 s.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>See <see cref="Deadline"/>. Default 5, at least 1.</summary>
    public double DeadlineFactor { get; set; } = 5;

    /// <summary>After a hand-over the last restart is tried again this often, give or take a fifth. Default 30 s, at least 1 s.</summary>
    public TimeSpan SlowRetryPeriod { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often an incident that waits for something looks again. Default 250 ms, at least 10 ms.</summary>
    public TimeSpan RecheckPeriod { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long one source of evidence may take. Default 2 s.</summary>
    public TimeSpan EvidenceTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How many closed incidents can still be looked up. Default 256, at least 1.</summary>
    public int KeptIncidents { get; set; } = 256;

    /// <summary>How many evidence bundles stay on disk; the oldest go first. Default 50, at least 1.</summary>
    public int KeptBundles { get; set; } = 50;

    /// <summary>Where bundles are written, in a folder <c>bundles</c>; null for none. Default null.</summary>
    public string? StateDirectory { get; set; }

    /// <summary>The mode of a tier where it is not the default: Auto up to tier 4, Ask for 5 and 6. Tier 7 always acts.</summary>
    public IDictionary<RecoveryTier, HealingMode> Modes { get; init; } = new Dictionary<RecoveryTier, HealingMode>();
}
