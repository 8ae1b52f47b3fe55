using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

/// <summary>Judges code that is not parsed here: what only adds lines takes no check out, though it may go round one; everything else is risky.</summary>
internal static class CodeJudge
{
    public static IReadOnlyList<RiskNote> Judge(FileEffect effect) =>
    [
        effect.Before is null ? new RiskNote(FixCategory.Moderate, "a new source file", effect.Path)
        : effect.After is not null && OnlyAdds(LineEndings.Split(effect.Before), LineEndings.Split(effect.After)) ? new RiskNote(FixCategory.Moderate, "it adds lines and changes none", effect.Path)
        : new RiskNote(FixCategory.Risky, "it changes or removes code of a language that is not understood here", effect.Path),
    ];

    // Whether the old lines stand among the new ones, in order.
    private static bool OnlyAdds(List<string> old, List<string> now)
    {
        int at = 0;
        foreach (string line in now)
        {
            if (at < old.Count && line == old[at])
                at++;
        }

        return at == old.Count;
    }
}
