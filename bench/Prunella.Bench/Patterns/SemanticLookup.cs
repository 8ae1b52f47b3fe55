using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.AI;
using Prunella.Bench.Reporting;
using Prunella.Bench.Resilience;
using Prunella.Patterns.Embeddings;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Recall;
using Prunella.Patterns.Stores;

namespace Prunella.Bench.Patterns;

/// <summary>
/// 100,000 learnings with vectors of 384 numbers in 2,000 clusters, as texts of one subject lie; each question is a learning's vector with noise. The whole
/// lookup (words, meaning and the reading of what was found) and the search of vectors alone; recall is beside plain arithmetic over all vectors.
/// </summary>
internal sealed class SemanticLookup : IMeasurement
{
    private const int Dimensions = 384;
    private const int Most = 10;

    private static readonly string[] Subjects = ["connection pool", "disk", "certificate", "queue", "token", "replica", "cache", "socket", "index", "lock", "heap", "thread", "proxy", "cursor", "batch", "shard"];
    private static readonly string[] Faults = ["exhausted", "full", "expired", "stuck", "refused", "lagging", "corrupted", "leaking", "missing", "contended", "fragmented", "starved", "misrouted", "stale", "rejected", "uneven"];

    public string Name => "semantic lookup";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        int count = bench.Short ? 10_000 : 100_000, questions = bench.Short ? 50 : 200;
        float[][] centres = [.. Enumerable.Range(0, Math.Min(2_000, count / 50)).Select(_ => Near(null, 1, bench.Random))];
        float[][] vectors = [.. Enumerable.Range(0, count).Select(i => Near(centres[i % centres.Length], 0.6f, bench.Random))];
        (string Text, float[] Vector)[] asked = [.. Enumerable.Range(0, questions).Select(_ => bench.Random.Next(count)).Select(i => (Text(i), Near(vectors[i], 0.3f, bench.Random)))];

        var index = new VectorIndex(vectors);
        List<double> alone = [], processor = [];
        double shared = 0;
        foreach ((_, float[] vector) in asked)
        {
            long begun = Stopwatch.GetTimestamp(), used = ThreadTime.Nanoseconds;
            IReadOnlyList<(int Vector, float Cosine)> found = index.Nearest(vector, Most);
            processor.Add((ThreadTime.Nanoseconds - used) / 1e6);
            alone.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            shared += Exact(vectors, vector).Intersect(found.Select(static pair => pair.Vector)).Count() / (double)Most;
            cancellationToken.ThrowIfCancellationRequested();
        }

        double[] whole = await WholeAsync(vectors, asked, cancellationToken);
        Table table = new($"ms for one lookup by meaning among {Number.Show(count)} learnings", "", "p50", "p95", "recall at 10");
        Sample vectorsAlone = new(alone), processed = new(processor), lookups = new(whole);
        table.Row("search of vectors", Number.Show(vectorsAlone.Median), Number.Show(vectorsAlone.Quantile(0.95)), Number.Show(shared / questions));
        table.Row("search of vectors, processor time", Number.Show(processed.Median), Number.Show(processed.Quantile(0.95)), "");
        table.Row("whole lookup, with words", Number.Show(lookups.Median), Number.Show(lookups.Quantile(0.95)), "");
        report.Add(table);
        report.Set("semantic_p95_ms", lookups.Quantile(0.95));
        report.Set("semantic_recall_at_10", shared / questions);
    }

    private static async Task<double[]> WholeAsync(float[][] vectors, (string Text, float[] Vector)[] asked, CancellationToken cancellationToken)
    {
        await using InMemoryPatternStore store = new();
        using FixedEmbeddings model = new(asked);
        foreach (int[] part in Enumerable.Range(0, vectors.Length).Chunk(1_000))
        {
            _ = await store.WriteAsync(
                [.. part.Select(static i => StoreLookup.Learned(i) with { Problem = Text(i) }), .. part.Select(i => new LearningVector(StoreLookup.Learned(i).Id, FixedEmbeddings.Model, vectors[i]))], cancellationToken);
        }

        using PatternMemory memory = new(store, model, new RecallOptions { SearchAge = TimeSpan.FromHours(1) });
        _ = await memory.SearchAsync(asked[0].Text, Most, cancellationToken); // reads the store
        List<double> times = [];
        foreach ((string text, _) in asked)
        {
            long begun = Stopwatch.GetTimestamp();
            RecallAnswer answer = await memory.SearchAsync(text, Most, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (answer.Note is not null || answer.Found.Count != Most)
                throw new InvalidOperationException($"{answer.Found.Count} were found: {answer.Note}");
        }

        return [.. times];
    }

    private static string Text(int number) => string.Create(
        CultureInfo.InvariantCulture, $"The {Subjects[number % 16]} of service {number % 997} is {Faults[number / 16 % 16]} after deploy {number}");

    private static IEnumerable<int> Exact(float[][] vectors, float[] query) =>
        vectors.Select((vector, place) => (place, Cosine: Dot(vector, query))).OrderByDescending(static pair => pair.Cosine).Take(Most).Select(static pair => pair.place);

    private static double Dot(float[] one, float[] other)
    {
        double sum = 0;
        for (int i = 0; i < one.Length; i++)
            sum += (double)one[i] * other[i];
        return sum;
    }

    // Of length 1: a centre, and a random direction of a length beside it.
    private static float[] Near(float[]? centre, float noise, Random random)
    {
        float[] vector = new float[Dimensions];
        for (int k = 0; k < Dimensions; k++)
        {
            double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            vector[k] = (centre?[k] ?? 0) + noise * (float)normal / MathF.Sqrt(Dimensions);
        }

        float length = MathF.Sqrt(vector.Sum(static value => value * value));
        return [.. vector.Select(value => value / length)];
    }

    /// <summary>Answers for the questions at once, so that the model's own time is not in the figures.</summary>
    private sealed class FixedEmbeddings((string Text, float[] Vector)[] asked) : IEmbeddingGenerator<string, Embedding<float>>
    {
        public const string Model = "fixed/384";

        private readonly Dictionary<string, float[]> _vectors = asked.DistinctBy(static pair => pair.Text).ToDictionary(static pair => pair.Text, static pair => pair.Vector);

        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(text => new Embedding<float>(_vectors[text]))));

        public object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("fixed", null, "fixed", Dimensions) : null;

        public void Dispose()
        {
        }
    }
}
