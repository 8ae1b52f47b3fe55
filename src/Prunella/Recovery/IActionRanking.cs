using Prunella.Journal;

namespace Prunella.Recovery;

/// <summary>Says in which order remedies are tried. Called on the recovery's loop.</summary>
/// <remarks>The place for what was learned: a ranking that knows which remedy helped against which trouble puts that first.</remarks>
public interface IActionRanking
{
    /// <summary>The actions in the order in which they should be tried; each of <paramref name="actions"/> once. Quick, without effect.</summary>
    IReadOnlyList<IRecoveryAction> Rank(Incident incident, IReadOnlyList<IRecoveryAction> actions);

    /// <summary>Told whether an action helped, for a ranking that learns.</summary>
    void Learn(Incident incident, IRecoveryAction action, ActionVerdict verdict)
    {
    }
}
