using FsCheck;
using FsCheck.Fluent;
using Prunella.Patterns.Embeddings;

namespace Prunella.Patterns.Tests.Embeddings;

public sealed class VectorIndexTests
{
    [Fact]
    public void Of_a_thousand_the_ten_nearest_are_those_that_plain_arithmetic_finds()
    {
        var random = new Random(7);
        float[][] vectors = [.. Enumerable.Range(0, 1000).Select(_ => Direction(random, 48))];
        var index = new VectorIndex(vectors);
        for (int turn = 0; turn < 50; turn++)
        {
            float[] query = Direction(random, 48);
            int[] exact = [.. Enumerable.Range(0, 1000).OrderByDescending(i => Cosine(query, vectors[i])).Take(10)];
            IReadOnlyList<(int Vector, float Cosine)> found = index.Nearest(query, 10);
            Assert.Equal(exact, found.Select(static pair => pair.Vector));
            Assert.All(found, pair => Assert.Equal(Cosine(query, vectors[pair.Vector]), pair.Cosine, 1e-4));
        }
    }

    [Fact]
    public void Length_does_not_matter_and_a_vector_of_length_0_is_never_found()
    {
        var index = new VectorIndex([[1, 0], [0, 0], [100, 1], [-3, 0]]);

        Assert.Equal([0, 2, 3], index.Nearest([0.001f, 0], 4).Select(static pair => pair.Vector));
        Assert.Empty(index.Nearest([0, 0], 4));
        Assert.Empty(new VectorIndex([]).Nearest([1], 4));
    }

    [Fact]
    public void Vectors_and_queries_of_another_length_are_refused()
    {
        _ = Assert.Throws<ArgumentException>(static () => new VectorIndex([[1, 2], [1]]));
        _ = Assert.Throws<ArgumentException>(static () => new VectorIndex([[1, 2]]).Nearest([1], 1));
    }

    [Fact]
    public void The_product_of_small_numbers_is_the_same_however_it_is_made() => Prop.ForAll<sbyte[]>(given =>
    {
        sbyte[] one = [.. given.Concat(given).Concat(given).Select(static value => Math.Max(value, (sbyte)-127))], other = [.. one.Reverse()];
        int plain = one.Zip(other, static (a, b) => a * b).Sum();
        return SmallDot.Of(one, other) == plain && SmallDot.Portable(one, other) == plain;
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void The_greatest_numbers_do_not_overflow()
    {
        sbyte[] most = [.. Enumerable.Repeat((sbyte)-127, 4096)];
        Assert.Equal(4096 * 127 * 127, SmallDot.Of(most, most));
        Assert.Equal(4096 * 127 * 127, SmallDot.Portable(most, most));
    }

    private static float[] Direction(Random random, int dimensions) => [.. Enumerable.Range(0, dimensions).Select(_ => (float)(random.NextDouble() - 0.5))];

    private static double Cosine(float[] one, float[] other) =>
        one.Zip(other, static (a, b) => (double)a * b).Sum() / Math.Sqrt(one.Sum(static a => (double)a * a) * other.Sum(static a => (double)a * a));
}
