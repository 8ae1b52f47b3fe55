namespace Prunella.Patterns.Recall;

/// <summary>Ranks many documents by the words they share with a question: BM25 (Robertson and Zaragoza, 2009) on flat arrays. Immutable and thread-safe.</summary>
/// <remarks>In large collections a word that more than a tenth of all documents have is passed over: it says little and would cost the most.</remarks>
internal sealed class WordPostings
{
    private const double Saturation = 1.2; // k1
    private const double LengthWeight = 0.5; // b
    private const int Large = 2_000;

    [ThreadStatic]
    private static float[]? s_scores;

    private readonly Dictionary<string, List<(int Document, int Count)>> _postings = new(StringComparer.Ordinal);
    private readonly float[] _lengths;
    private readonly float _meanLength;

    public WordPostings(IReadOnlyList<string> documents, Func<string, IEnumerable<string>> words)
    {
        _lengths = new float[documents.Count];
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < documents.Count; i++)
        {
            counts.Clear();
            foreach (string word in words(documents[i]))
                counts[word] = counts.GetValueOrDefault(word) + 1;
            foreach ((string word, int count) in counts)
            {
                if (!_postings.TryGetValue(word, out List<(int Document, int Count)>? postings))
                    _postings[word] = postings = [];
                postings.Add((i, count));
                _lengths[i] += count;
            }
        }

        _meanLength = documents.Count == 0 ? 1 : Math.Max(1, _lengths.Average());
    }

    /// <summary>The best documents, best first.</summary>
    public IReadOnlyList<int> Rank(IEnumerable<string> question, int most)
    {
        float[] scores = s_scores is { } room && room.Length >= _lengths.Length ? room : s_scores = new float[_lengths.Length];
        List<int> touched = [];
        foreach (string word in question.Distinct())
        {
            if (!_postings.TryGetValue(word, out List<(int Document, int Count)>? postings) || _lengths.Length > Large && postings.Count > _lengths.Length / 10)
                continue;
            double rarity = Math.Log(1 + (_lengths.Length - postings.Count + 0.5) / (postings.Count + 0.5));
            foreach ((int document, int count) in postings)
            {
                if (scores[document] == 0)
                    touched.Add(document);
                scores[document] += (float)(rarity * count * (Saturation + 1) / (count + Saturation * (1 - LengthWeight + LengthWeight * _lengths[document] / _meanLength)));
            }
        }

        var best = new PriorityQueue<int, (float Score, int Later)>();
        foreach (int document in touched)
        {
            best.Enqueue(document, (scores[document], -document));
            if (best.Count > most)
                _ = best.Dequeue();
            scores[document] = 0; // the room is used again
        }

        int[] ranked = new int[best.Count];
        for (int i = ranked.Length - 1; i >= 0; i--)
            ranked[i] = best.Dequeue();
        return ranked;
    }
}
