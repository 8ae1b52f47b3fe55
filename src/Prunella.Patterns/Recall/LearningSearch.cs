using Prunella.Patterns.Known;
using Prunella.Patterns.Stores;

namespace Prunella.Patterns.Recall;

/// <summary>A picture of a store's learnings that is searched by words, letters and meaning. Immutable and thread-safe.</summary>
/// <remarks>The ranks are joined by the sum of their reciprocals (Cormack, Clarke and Büttcher, 2009). Letters forgive a slip of the pen; beyond 20,000 learnings they are left out.</remarks>
internal sealed class LearningSearch
{
    /// <summary>How many each way of searching names.</summary>
    public const int Candidates = 50;

    private const int FusionRank = 60;
    private const int MostLettered = 20_000;
    private const int LetteredText = 200;
    private const int Page = 1_000;

    private readonly IReadOnlyList<string> _ids;
    private readonly WordPostings _words;
    private readonly WordPostings? _letters;

    private LearningSearch(IReadOnlyList<Learning> learnings, LearningMeanings? meanings, long begun)
    {
        (Begun, Meanings) = (begun, meanings);
        _ids = [.. learnings.Select(static learning => learning.Id)];
        _words = new WordPostings([.. learnings.Select(TextOf)], SearchWords.Of);
        if (learnings.Count <= MostLettered)
            _letters = new WordPostings([.. learnings.Select(static learning => Head(learning.Problem))], Letters);
    }

    private LearningSearch(LearningSearch other, LearningMeanings meanings) =>
        (Begun, Meanings, _ids, _words, _letters) = (other.Begun, meanings, other._ids, other._words, other._letters);

    /// <summary>When it was begun to be read, as a timestamp.</summary>
    public long Begun { get; }

    /// <summary>How many learnings it holds.</summary>
    public int Count => _ids.Count;

    /// <summary>What they mean; null where that was not read: the store may be asked.</summary>
    public LearningMeanings? Meanings { get; }

    /// <summary>What of a learning is searched and embedded.</summary>
    public static string TextOf(Learning learning) => $"{learning.Problem}\n{learning.Cause}\n{learning.Fix}";

    /// <param name="store">What is read.</param>
    /// <param name="model">Whose vectors; null for none.</param>
    /// <param name="options">How many at most.</param>
    /// <param name="begun">The time now.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<LearningSearch> ReadAsync(IPatternStore store, string? model, RecallOptions options, long begun, CancellationToken cancellationToken)
    {
        List<Learning> learnings = [];
        while (learnings.Count < options.MostSearched
            && await store.ListLearningsAsync(learnings.Count == 0 ? "" : learnings[^1].Id, Math.Min(Page, options.MostSearched - learnings.Count), cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
            learnings.AddRange(page);
        LearningMeanings? meanings = learnings.Count > options.MostMeanings ? null : await LearningMeanings.ReadAsync(store, model, options.MostSearched, cancellationToken).ConfigureAwait(false);
        return new LearningSearch(learnings, meanings, begun);
    }

    /// <summary>The same with what its learnings mean.</summary>
    public LearningSearch With(LearningMeanings meanings) => new(this, meanings);

    /// <summary>The best learnings' ids, best first, each with whether its meaning was near and why it was found.</summary>
    /// <param name="text">What is asked.</param>
    /// <param name="near">What means nearly the same, the nearest first.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<(string Learning, bool ByMeaning, string Why)> Find(string text, IReadOnlyList<NearLearning> near, int most)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        string[] asked = [.. SearchWords.Of(text).Distinct()];
        Add(_words.Rank(asked, Candidates).Select(place => _ids[place]), 1);
        Add((_letters?.Rank(Letters(Head(text)), Candidates) ?? []).Select(place => _ids[place]), 0.25); // letters alone say little
        Add(near.Select(static each => each.Learning), 1);
        var cosines = near.ToDictionary(static each => each.Learning, static each => each.Cosine, StringComparer.Ordinal);
        return
        [
            .. scores.OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal).Take(most).Select(pair => (
                pair.Key, cosines.ContainsKey(pair.Key),
                cosines.TryGetValue(pair.Key, out double cosine) ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it means nearly the same (cosine {cosine:0.00})") : "it shares words")),
        ];

        void Add(IEnumerable<string> ranked, double weight)
        {
            foreach ((int place, string id) in ranked.Index())
                scores[id] = scores.GetValueOrDefault(id) + weight / (FusionRank + place);
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
