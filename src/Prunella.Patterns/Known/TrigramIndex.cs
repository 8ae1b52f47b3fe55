namespace Prunella.Patterns.Known;

/// <summary>Ranks documents by the groups of three letters that they share with a question, as a share of the question's.</summary>
internal sealed class TrigramIndex
{
    private const double Least = 0.3;

    private readonly HashSet<string>[] _documents;

    public TrigramIndex(IReadOnlyList<string> documents) => _documents = [.. documents.Select(Trigrams)];

    /// <summary>Documents with at least three tenths of the question's groups, best first.</summary>
    public IReadOnlyList<int> Rank(string question)
    {
        HashSet<string> asked = Trigrams(question);
        if (asked.Count == 0)
            return [];
        return
        [
            .. _documents.Select((document, index) => (index, Share: (double)asked.Count(document.Contains) / asked.Count))
                .Where(static pair => pair.Share >= Least).OrderByDescending(static pair => pair.Share).ThenBy(static pair => pair.index).Select(static pair => pair.index),
        ];
    }

    private static HashSet<string> Trigrams(string text)
    {
        var trigrams = new HashSet<string>(StringComparer.Ordinal);
        foreach (string word in SearchWords.Of(text))
        {
            string padded = $" {word} ";
            for (int i = 0; i + 3 <= padded.Length; i++)
                _ = trigrams.Add(padded.Substring(i, 3));
        }

        return trigrams;
    }
}
