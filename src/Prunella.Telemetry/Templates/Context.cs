namespace Prunella.Telemetry.Templates;

/// <summary>All forms that stand between the same parts.</summary>
internal sealed class Context(IReadOnlyList<Place> places)
{
    public IReadOnlyList<Place> Places => places;

    /// <summary>The constant words round the forms.</summary>
    public int Words { get; } = places[0].WordsRound;

    /// <summary>How many parts stand round the forms.</summary>
    public int PartsRound { get; } = places[0].Draft.Parts.Count - (places[0].End - places[0].Start);

    /// <summary>The parts round the forms, in order.</summary>
    public IEnumerable<Part> Round => places[0].Draft.Parts.Where((_, i) => i < places[0].Start || i >= places[0].End);

    /// <summary>A form begins and a form ends differently from another: no part that all share was left inside.</summary>
    public bool IsTight { get; } = places.Count < 2 || (Differ(places, static p => p.Draft.Parts[p.Start]) && Differ(places, static p => p.Draft.Parts[p.End - 1]));

    /// <summary>Whether two contexts are of different statements: not of the same length with one word changed.</summary>
    public bool IsUnlike(Context other)
    {
        if (PartsRound != other.PartsRound)
            return true;
        int different = Round.Zip(other.Round).Count(static pair => pair.First.Kind != pair.Second.Kind
            || (pair.First.Kind != TokenKind.Value && pair.First.Text != pair.Second.Text));
        return different > 1;
    }

    /// <summary>At most two thirds have the same part here.</summary>
    private static bool Differ(IReadOnlyList<Place> places, Func<Place, Part> part)
    {
        // A value that all forms begin or end with belongs to what stands round them, unless it is all that one of them has.
        if (places.Any(static place => place.IsValue) && places.All(place => part(place).Kind == TokenKind.Value))
            return true;
        int most = places.GroupBy(place => part(place).Kind == TokenKind.Value ? "" : part(place).Text, StringComparer.Ordinal).Max(static same => same.Count());
        return most * 3 <= places.Count * 2;
    }
}
