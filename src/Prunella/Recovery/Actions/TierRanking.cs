namespace Prunella.Recovery;

/// <summary>The cheapest tier first; within a tier in the order of registration.</summary>
internal sealed class TierRanking : IActionRanking
{
    public IReadOnlyList<IRecoveryAction> Rank(Incident incident, IReadOnlyList<IRecoveryAction> actions) =>
        [.. actions.OrderBy(static action => action.Tier)];
}
