using System.Numerics;
using System.Runtime.InteropServices;

namespace Prunella.Patterns.Embeddings;

/// <summary>Finds the vectors nearest to one by the cosine of their angle, in memory and without an index to build. Immutable and thread-safe.</summary>
/// <remarks>
/// A pass over all vectors at eight bits for each number picks the candidates, several times as many as are asked for; the full numbers put these in order.
/// Memory is bound by reading: eight bits are a quarter of the bytes. It takes five bytes for each number of each vector.
/// </remarks>
public sealed class VectorIndex
{
    private const int Spare = 4; // candidates for each that is asked for
    private const int LeastCandidates = 64;

    private readonly float[] _full; // of length 1 each
    private readonly sbyte[] _small;
    private readonly float[] _scales;

    /// <param name="vectors">The vectors, all with the same count of numbers; one of length 0 is never found.</param>
    /// <exception cref="ArgumentException">They have different counts of numbers.</exception>
    public VectorIndex(IReadOnlyList<IReadOnlyList<float>> vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        Count = vectors.Count;
        Dimensions = Count == 0 ? 0 : vectors[0].Count;
        _full = new float[(long)Count * Dimensions];
        _small = new sbyte[(long)Count * Dimensions];
        _scales = new float[Count];
        for (int i = 0; i < Count; i++)
        {
            if (vectors[i].Count != Dimensions)
                throw new ArgumentException($"Vector {i} has {vectors[i].Count} numbers, the first has {Dimensions}.", nameof(vectors));
            Span<float> full = _full.AsSpan(i * Dimensions, Dimensions);
            for (int k = 0; k < Dimensions; k++)
                full[k] = vectors[i][k];
            _scales[i] = Normalise(full) ? Reduce(full, _small.AsSpan(i * Dimensions, Dimensions)) : 0;
        }
    }

    /// <summary>How many vectors there are.</summary>
    public int Count { get; }

    /// <summary>How many numbers each has.</summary>
    public int Dimensions { get; }

    /// <summary>The nearest, best first, with the cosine of the angle to each.</summary>
    /// <param name="query">As many numbers as the vectors have.</param>
    /// <param name="most">How many at most; at least 1.</param>
    /// <exception cref="ArgumentException">The query has another count of numbers.</exception>
    public IReadOnlyList<(int Vector, float Cosine)> Nearest(ReadOnlySpan<float> query, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (Count == 0)
            return [];
        if (query.Length != Dimensions)
            throw new ArgumentException($"The query has {query.Length} numbers, the vectors have {Dimensions}.", nameof(query));
        float[] full = query.ToArray();
        if (!Normalise(full))
            return [];
        sbyte[] small = new sbyte[Dimensions];
        _ = Reduce(full, small);
        List<(int Vector, float Cosine)> found = [];
        foreach (int candidate in Candidates(small, Math.Max(LeastCandidates, Spare * most)))
            found.Add((candidate, Dot(full, _full.AsSpan(candidate * Dimensions, Dimensions))));
        found.Sort(static (one, other) => other.Cosine.CompareTo(one.Cosine) is not 0 and int order ? order : one.Vector.CompareTo(other.Vector));
        return found.Count > most ? found[..most] : found;
    }

    private IEnumerable<int> Candidates(sbyte[] query, int most)
    {
        var best = new PriorityQueue<int, float>(most + 1); // the worst of the best comes first
        ReadOnlySpan<sbyte> all = _small;
        float bar = float.NegativeInfinity;
        for (int i = 0; i < Count; i++)
        {
            float scale = _scales[i];
            if (scale == 0)
                continue;
            float score = scale * SmallDot.Of(query, all.Slice(i * query.Length, query.Length));
            if (score <= bar)
                continue;
            if (best.Count == most)
                _ = best.DequeueEnqueue(i, score);
            else
                best.Enqueue(i, score);
            if (best.Count == most)
                _ = best.TryPeek(out _, out bar);
        }

        return best.UnorderedItems.Select(static item => item.Element);
    }

    private static bool Normalise(Span<float> vector)
    {
        float length = MathF.Sqrt(Dot(vector, vector));
        if (!(length > 0) || !float.IsFinite(length))
            return false;
        foreach (ref float number in vector)
            number /= length;
        return true;
    }

    /// <returns>What one step of the small numbers is worth.</returns>
    private static float Reduce(ReadOnlySpan<float> full, Span<sbyte> small)
    {
        float greatest = 0;
        foreach (float number in full)
            greatest = MathF.Max(greatest, MathF.Abs(number));
        float step = greatest / 127;
        for (int i = 0; i < full.Length; i++)
            small[i] = (sbyte)MathF.Round(full[i] / step);
        return step;
    }

    private static float Dot(ReadOnlySpan<float> one, ReadOnlySpan<float> other)
    {
        var sum = Vector<float>.Zero;
        ReadOnlySpan<Vector<float>> left = MemoryMarshal.Cast<float, Vector<float>>(one), right = MemoryMarshal.Cast<float, Vector<float>>(other);
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        float rest = 0;
        for (int i = left.Length * Vector<float>.Count; i < one.Length; i++)
            rest += one[i] * other[i];
        return Vector.Sum(sum) + rest;
    }
}
