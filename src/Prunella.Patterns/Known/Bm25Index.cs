namespace Prunella.Patterns.Known;

/// <summary>Ranks documents by the words they share with a question, each weighed by how rare it is: BM25 (Robertson and Zaragoza, 2009).</summary>
internal sealed class Bm25Index
{
    private const double Saturation = 1.2; // k1
    private const double LengthWeight = 0.5; // b: half of the usual, for documents are short and of much the same length

    private readonly Dictionary<string, List<(int Document, int Count)>> _postings = new(StringComparer.Ordinal);
    private readonly double[] _lengths;
    private readonly double _meanLength;

    public Bm25Index(IReadOnlyList<string> documents)
    {
        _lengths = new double[documents.Count];
        for (int i = 0; i < documents.Count; i++)
        {
            foreach (IGrouping<string, string> word in SearchWords.Of(documents[i]).GroupBy(static word => word))
            {
                if (!_postings.TryGetValue(word.Key, out List<(int Document, int Count)>? postings))
                    _postings[word.Key] = postings = [];
                postings.Add((i, word.Count()));
                _lengths[i] += word.Count();
            }
        }

        _meanLength = documents.Count == 0 ? 1 : Math.Max(1, _lengths.Average());
    }

    /// <summary>Documents that share a word with the question, best first, each with the words it shares, rarest first.</summary>
    public IReadOnlyList<(int Document, IReadOnlyList<string> Shared)> Rank(string question)
    {
        var scores = new Dictionary<int, (double Score, List<(string Word, double Weight)> Shared)>();
        foreach (string word in SearchWords.Of(question).Distinct())
        {
            if (!_postings.TryGetValue(word, out List<(int Document, int Count)>? postings))
                continue;
            double rarity = Math.Log(1 + (_lengths.Length - postings.Count + 0.5) / (postings.Count + 0.5));
            foreach ((int document, int count) in postings)
            {
                double score = rarity * count * (Saturation + 1) / (count + Saturation * (1 - LengthWeight + LengthWeight * _lengths[document] / _meanLength));
                if (!scores.TryGetValue(document, out var sum))
                    sum = (0, []);
                sum.Shared.Add((word, score));
                scores[document] = (sum.Score + score, sum.Shared);
            }
        }

        return
        [
            .. scores.OrderByDescending(static pair => pair.Value.Score).ThenBy(static pair => pair.Key)
                .Select(static pair => (pair.Key, (IReadOnlyList<string>)[.. pair.Value.Shared.OrderByDescending(static word => word.Weight).Select(static word => word.Word)])),
        ];
    }
}
