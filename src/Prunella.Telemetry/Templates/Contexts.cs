namespace Prunella.Telemetry.Templates;

/// <summary>Finds the places where drafts differ though all round them is the same, and decides which of these are values.</summary>
internal static class Contexts
{
    /// <summary>Gives drafts a value wherever they have one in a word's clothes.</summary>
    /// <param name="drafts">No two alike.</param>
    /// <param name="longest">Most parts that such a value may have.</param>
    /// <param name="weak">Takes it for evidence that the same forms take turns elsewhere, and nothing else.</param>
    public static IEnumerable<Draft> Widen(IReadOnlyList<Draft> drafts, int longest, bool weak)
    {
        List<Context> contexts = Find(drafts, longest);
        FormPairs pairs = FormPairs.Of(contexts);
        var values = new Dictionary<Draft, List<(Place Place, string Reason)>>();
        foreach (Context context in contexts)
        {
            if (PlaceJudge.Reason(context, pairs, weak) is not { } reason)
                continue;
            foreach (Place place in context.Places)
            {
                if (!values.TryGetValue(place.Draft, out List<(Place, string)>? found))
                    values.Add(place.Draft, found = []);
                found.Add((place, reason));
            }
        }

        return drafts.Select(draft => values.TryGetValue(draft, out List<(Place Place, string Reason)>? found) ? Changed(draft, found) : draft);
    }

    private static List<Context> Find(IReadOnlyList<Draft> drafts, int longest)
    {
        var places = new Dictionary<ulong, List<Place>>();
        foreach (Draft draft in drafts)
        {
            for (int start = 0; start < draft.Parts.Count; start++)
            {
                if (draft.Parts[start].Kind == TokenKind.Mark)
                    continue;
                for (int end = start + 1; end <= Math.Min(draft.Parts.Count, start + longest); end++)
                {
                    var place = new Place(draft, start, end);
                    if (!place.IsWhole || place.WordsRound == 0)
                        continue;
                    ulong context = draft.Context(start, end);
                    if (!places.TryGetValue(context, out List<Place>? list))
                        places.Add(context, list = []);
                    list.Add(place);
                }
            }
        }

        return [.. places.Values.Where(static list => list.Count > 1).Select(static list => new Context(list))];
    }

    private static Draft Changed(Draft draft, List<(Place Place, string Reason)> found)
    {
        var isValue = new bool[draft.Parts.Count];
        foreach ((Place place, _) in found)
            isValue.AsSpan(place.Start, place.End - place.Start).Fill(true);
        return new Draft(
            ValueRuns.Join(draft.Parts, isValue), draft.Members, [.. draft.Reasons.Concat(found.Select(static f => f.Reason)).Distinct()]);
    }
}
