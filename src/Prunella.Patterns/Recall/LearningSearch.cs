using Prunella.Patterns.Embeddings;
using Prunella.Patterns.Known;
using Prunella.Patterns.Stores;

namespace Prunella.Patterns.Recall;

/// <summary>A picture of a store's learnings that is searched by words, letters and meaning. Immutable and thread-safe.</summary>
/// <remarks>The ranks are joined by the sum of their reciprocals (Cormack, Clarke and Büttcher, 2009). Letters forgive a slip of the pen; beyond 20,000 learnings they are left out.</remarks>
internal sealed class LearningSearch
{
    private const int FusionRank = 60;
    private const int Candidates = 50; // of each way
    private const int MostLettered = 20_000;
    private const int LetteredText = 200;
    private const int Page = 1_000;

    private readonly IReadOnlyList<string> _ids;
    private readonly WordPostings _words;
    private readonly WordPostings? _letters;
    private readonly VectorIndex? _meanings;
    private readonly int[] _meaningOf = []; // the place of each vector's learning

    public LearningSearch(IReadOnlyList<Learning> learnings, IReadOnlyList<LearningVector> vectors, long begun)
    {
        Begun = begun;
        _ids = [.. learnings.Select(static learning => learning.Id)];
        _words = new WordPostings([.. learnings.Select(TextOf)], SearchWords.Of);
        if (learnings.Count <= MostLettered)
            _letters = new WordPostings([.. learnings.Select(static learning => Head(learning.Problem))], Letters);
        if (vectors.Count == 0)
            return;
        Dictionary<string, int> places = _ids.Index().ToDictionary(static pair => pair.Item, static pair => pair.Index, StringComparer.Ordinal);
        // One model gives one length; a model that was told to give another leaves some of the old one behind.
        int length = vectors.GroupBy(static vector => vector.Values.Count).MaxBy(static group => group.Count())!.Key;
        LearningVector[] used = [.. vectors.Where(vector => vector.Values.Count == length && places.ContainsKey(vector.Learning))];
        _meaningOf = [.. used.Select(vector => places[vector.Learning])];
        _meanings = new VectorIndex([.. used.Select(static vector => vector.Values)]);
    }

    /// <summary>When it was begun to be read, as a timestamp.</summary>
    public long Begun { get; }

    /// <summary>How many learnings it holds.</summary>
    public int Count => _ids.Count;

    /// <summary>How many of them have a meaning.</summary>
    public int Meanings => _meaningOf.Length;

    /// <summary>What of a learning is searched and embedded.</summary>
    public static string TextOf(Learning learning) => $"{learning.Problem}\n{learning.Cause}\n{learning.Fix}";

    /// <param name="store">What is read.</param>
    /// <param name="model">Whose vectors; null for none.</param>
    /// <param name="most">How many learnings at most.</param>
    /// <param name="begun">The time now.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<LearningSearch> ReadAsync(IPatternStore store, string? model, int most, long begun, CancellationToken cancellationToken)
    {
        List<Learning> learnings = [];
        while (learnings.Count < most && await store.ListLearningsAsync(learnings.Count == 0 ? "" : learnings[^1].Id, Math.Min(Page, most - learnings.Count), cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
            learnings.AddRange(page);
        List<LearningVector> vectors = [];
        while (model is not null && vectors.Count < most && await store.ListVectorsAsync(model, vectors.Count == 0 ? "" : vectors[^1].Learning, Page, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
            vectors.AddRange(page);
        return new LearningSearch(learnings, vectors, begun);
    }

    /// <summary>The best learnings' ids, best first, each with whether its meaning was near and why it was found.</summary>
    /// <param name="text">What is asked.</param>
    /// <param name="meaning">Its vector; null where there is none.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<(string Learning, bool ByMeaning, string Why)> Find(string text, ReadOnlyMemory<float>? meaning, int most)
    {
        var scores = new Dictionary<int, double>();
        string[] asked = [.. SearchWords.Of(text).Distinct()];
        Add(_words.Rank(asked, Candidates), 1);
        Add(_letters?.Rank(Letters(Head(text)), Candidates) ?? [], 0.25); // letters alone say little
        var near = new Dictionary<int, float>();
        if (meaning is { } vector && _meanings is { Count: > 0 } meanings && meanings.Dimensions == vector.Length)
        {
            IReadOnlyList<(int Vector, float Cosine)> nearest = meanings.Nearest(vector.Span, Candidates);
            Add([.. nearest.Select(pair => _meaningOf[pair.Vector])], 1);
            foreach ((int place, float cosine) in nearest)
                near[_meaningOf[place]] = cosine;
        }

        return
        [
            .. scores.OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key).Take(most).Select(pair => (
                _ids[pair.Key], near.ContainsKey(pair.Key),
                near.TryGetValue(pair.Key, out float cosine) ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it means nearly the same (cosine {cosine:0.00})") : "it shares words")),
        ];

        void Add(IReadOnlyList<int> ranked, double weight)
        {
            for (int place = 0; place < ranked.Count; place++)
                scores[ranked[place]] = scores.GetValueOrDefault(ranked[place]) + weight / (FusionRank + place);
        }
    }

    private static string Head(string text) => text.Length > LetteredText ? text[..LetteredText] : text;

    private static IEnumerable<string> Letters(string text)
    {
        foreach (string word in SearchWords.Of(text))
        {
            string padded = $" {word} ";
            for (int i = 0; i + 3 <= padded.Length; i++)
                yield return padded.Substring(i, 3);
        }
    }
}
