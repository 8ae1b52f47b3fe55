using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>The mode of each tier. Hand-over always acts: calling a person needs nobody's leave.</summary>
internal sealed class ModeBoard
{
    private readonly HealingMode[] _modes =
    [
        HealingMode.Auto, HealingMode.Auto, HealingMode.Auto, HealingMode.Auto, HealingMode.Auto, HealingMode.Ask, HealingMode.Ask, HealingMode.Auto,
    ];

    public ModeBoard(IEnumerable<KeyValuePair<RecoveryTier, HealingMode>> changes)
    {
        foreach ((RecoveryTier tier, HealingMode mode) in changes)
            Set(tier, mode);
    }

    public HealingMode this[RecoveryTier tier] => _modes[(int)tier];

    /// <summary>Sets one tier, or all but hand-over where null. Gives the mode before; of several the one with most leash.</summary>
    public HealingMode Set(RecoveryTier? tier, HealingMode mode)
    {
        Span<HealingMode> changed = tier is { } one ? _modes.AsSpan((int)one, 1) : _modes.AsSpan(0, (int)RecoveryTier.HandOver);
        HealingMode before = HealingMode.Observe;
        foreach (HealingMode old in changed)
            before = old > before ? old : before;
        changed.Fill(mode);
        return before;
    }

    public IReadOnlyDictionary<RecoveryTier, HealingMode> ToDictionary() =>
        Enum.GetValues<RecoveryTier>().ToDictionary(static tier => tier, tier => this[tier]);
}
