using Prunella.Patterns.Embeddings;
using Prunella.Patterns.Stores;

namespace Prunella.Patterns.Recall;

/// <summary>The vectors of a store's learnings, held in the process. Immutable and thread-safe.</summary>
internal sealed class LearningMeanings
{
    private const int Page = 1_000;

    private readonly string[] _ids = [];
    private readonly VectorIndex? _index;

    private LearningMeanings(List<LearningVector> vectors)
    {
        if (vectors.Count == 0)
            return;
        // One model gives one length; a model that was told to give another leaves some of the old one behind.
        int length = vectors.GroupBy(static vector => vector.Values.Count).MaxBy(static group => group.Count())!.Key;
        LearningVector[] used = [.. vectors.Where(vector => vector.Values.Count == length)];
        _ids = [.. used.Select(static vector => vector.Learning)];
        _index = new VectorIndex([.. used.Select(static vector => vector.Values)]);
    }

    /// <summary>How many there are.</summary>
    public int Count => _ids.Length;

    /// <param name="store">What is read.</param>
    /// <param name="model">Whose vectors; null for none.</param>
    /// <param name="most">How many at most, to the page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<LearningMeanings> ReadAsync(IPatternStore store, string? model, int most, CancellationToken cancellationToken)
    {
        List<LearningVector> vectors = [];
        while (model is not null && vectors.Count < most && await store.ListVectorsAsync(model, vectors.Count == 0 ? "" : vectors[^1].Learning, Page, cancellationToken).ConfigureAwait(false) is { Count: > 0 } page)
            vectors.AddRange(page);
        return new LearningMeanings(vectors);
    }

    /// <summary>The nearest, the nearest first; none where the vector has another length.</summary>
    public IReadOnlyList<NearLearning> Nearest(ReadOnlyMemory<float> vector, int most) => _index is null || _index.Count == 0 || _index.Dimensions != vector.Length
        ? [] : [.. _index.Nearest(vector.Span, most).Select(near => new NearLearning(_ids[near.Vector], near.Cosine))];
}
