namespace Prunella.Telemetry.Templates;

/// <summary>Decides whether the forms that stand in one context are values.</summary>
internal static class PlaceJudge
{
    /// <returns>Why they are values, for people; nothing if they are not.</returns>
    public static string? Reason(Context context, FormPairs pairs, bool weak)
    {
        IReadOnlyList<Place> places = context.Places;
        if (!context.IsTight)
            return null;
        int forms = places.Count, odd = 0;
        bool oneWord = true, value = false, valueInside = false;
        foreach (Place place in places)
        {
            odd += place.LooksLikeValue ? 1 : 0;
            oneWord &= place.IsOneWord;
            value |= place.IsValue;
            valueInside |= place.HasValue;
        }

        bool balanced = IsBalanced(places), first = places[0].Start == 0;
        if (weak)
        {
            return !first && !value && !valueInside && balanced && places.All(static place => place.End - place.Start <= 3) && pairs.AlsoElsewhere(context)
                ? $"{forms} forms that take turns in other messages too"
                : null;
        }

        if (value && odd == forms && context.Words >= 2 && (forms >= 3 || !valueInside))
            return $"{forms} forms of one place, each like a value or one";
        if (value && oneWord && context.Words >= 2)
            return $"{forms} forms of one place, some of them values";
        if (value && !valueInside && balanced && !places[0].BeginsClause && context.Words >= 4)
            return $"{forms} forms of one place in a long message, some of them values";
        if (odd * 4 >= forms * 3 && context.Words >= 2 && (forms >= 3 || (balanced && oneWord)))
            return $"{forms} forms of one place, most not like words of a sentence";
        if (oneWord && forms >= (context.Words >= 4 ? 3 : context.Words >= 3 ? 4 : 6))
            return $"{forms} words in one place";
        if (!oneWord && !valueInside && !places[0].LeadsToValue && context.Words >= 2 && forms >= (context.Words >= 3 && !places[0].BeginsClause ? 3 : 5))
            return $"{forms} phrases in one place";
        return null;
    }

    /// <summary>The second most frequent form was seen more than once, and not as a rare exception.</summary>
    private static bool IsBalanced(IReadOnlyList<Place> places)
    {
        long first = 0, second = 0;
        foreach (Place place in places)
        {
            long count = place.Count;
            (first, second) = count > first ? (count, first) : (first, Math.Max(second, count));
        }

        return second >= 2 && second * 20 >= first;
    }
}
