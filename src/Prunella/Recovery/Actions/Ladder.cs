namespace Prunella.Recovery;

/// <summary>Chooses the remedy: the first in rank that applies and is not ruled out. Pure, but for the questions it puts to the actions.</summary>
internal static class Ladder
{
    public static LadderChoice Choose(Incident incident, IReadOnlyList<IRecoveryAction> ranked, IReadOnlyDictionary<string, string> ruledOut)
    {
        IRecoveryAction? chosen = null;
        var others = new List<string>(ranked.Count);
        foreach (IRecoveryAction action in ranked)
        {
            string? against = Against(action, incident, ruledOut);
            if (against is null && chosen is null)
                chosen = action;
            else
                others.Add($"{action.Name} (tier {(int)action.Tier}): {against ?? (action.Tier < chosen!.Tier ? $"{chosen.Name} helped against this error before" : $"dearer than {chosen.Name}, which comes first")}");
        }

        return new LadderChoice(chosen, others);
    }

    /// <summary>What speaks against an action; null where nothing does. An action that can not answer does not apply.</summary>
    public static string? Against(IRecoveryAction action, Incident incident, IReadOnlyDictionary<string, string> ruledOut)
    {
        if (ruledOut.TryGetValue(action.Name, out string? reason))
            return reason;
        try
        {
            return action.AppliesTo(incident) ? null : action.WhyNot(incident);
        }
        catch (Exception error)
        {
            return $"asking whether it applies failed: {error.Message}";
        }
    }
}
