using System.Globalization;
using Prunella.Patterns.Stores;

namespace Prunella.Postgres.Tests;

/// <summary>Meanings that are compared by the database, with the real pgvector.</summary>
public sealed class VectorTests(PgliteServer server) : IClassFixture<PgliteServer>
{
    private const string Model = "m";
    private const int Length = 256;

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(7);

    [PgliteTheory]
    [InlineData(false, 256)]
    [InlineData(true, 3072)] // of half precision
    [InlineData(false, 7)] // no index
    public async Task The_nearest_are_found_wherever_the_extension_lives_and_whatever_the_length(bool extensions, int length)
    {
        await server.BeginAsync(extensions);
        _ = await PostgresMigrations.ApplyAsync(server.Connection);
        Assert.StartsWith("0.8", await PostgresMigrations.VectorVersionAsync(server.Connection), StringComparison.Ordinal);
        await server.BecomeServiceAsync();
        float[][] vectors = await FillAsync("shop", 60, length);
        await using var store = new PostgresPatternStore(server.Connection, new StoreOptions { Project = "shop" });
        float[] asked = Vector(length);

        IReadOnlyList<NearLearning> found = (await store.NearestAsync(Model, asked, 10))!;

        (int Id, double Cosine)[] expected = [.. vectors.Select((vector, i) => (i, Cosine(vector, asked))).OrderByDescending(static pair => pair.Item2).Take(10)];
        Assert.Equal(expected.Select(static pair => $"l{pair.Id:000}"), found.Select(static near => near.Learning));
        Assert.All(expected.Zip(found), static pair => Assert.Equal(pair.First.Cosine, pair.Second.Cosine, 2));
        Assert.Equal(60, (await store.NearestAsync(Model, asked, 100))!.Count);
        Assert.Empty((await store.NearestAsync("other", asked, 10))!);
        Assert.Empty((await store.NearestAsync(Model, Vector(length + 1), 10))!);
    }

    [PgliteFact]
    public async Task An_index_over_many_projects_gives_each_as_many_as_it_asks_for()
    {
        await server.BeginAsync();
        _ = await PostgresMigrations.ApplyAsync(server.Connection);
        await server.BecomeServiceAsync();
        float[] asked = Vector(Length);
        // Those of the others are nearer: an index that is asked for ten names ten of theirs.
        foreach (string other in (string[])["bank", "mail", "post"])
            _ = await FillAsync(other, 60, Length, asked);
        float[][] vectors = await FillAsync("shop", 40, Length);
        await server.ExecuteAsync("set enable_seqscan = off; set enable_sort = off; set enable_bitmapscan = off");
        string literal = string.Join(',', asked.Select(static number => number.ToString("R", CultureInfo.InvariantCulture)));
        string raw = $"select count(*) from (select 1 from prunella.learning_vectors where project = 'shop' and cardinality(vector) = 256 order by (vector::public.vector(256)) <=> '[{literal}]' limit 10) as ten";
        Assert.NotEqual(10L, await server.ExecuteAsync($"select set_config('prunella.project', 'shop', false); set hnsw.iterative_scan = off; {raw}"));
        await using var store = new PostgresPatternStore(server.Connection, new StoreOptions { Project = "shop" });

        IReadOnlyList<NearLearning> found = (await store.NearestAsync(Model, asked, 10))!;

        HashSet<string> expected = [.. vectors.Select((vector, i) => (i, Cosine(vector, asked))).OrderByDescending(static pair => pair.Item2).Take(10).Select(static pair => $"l{pair.i:000}")];
        Assert.Equal(10, found.Count);
        Assert.InRange(found.Count(near => expected.Contains(near.Learning)), 7, 10); // an index may miss some
        Assert.Equal(found.OrderByDescending(static near => near.Cosine), found);
    }

    [PgliteFact]
    public async Task An_extension_that_comes_after_the_migrations_is_used_when_they_are_applied_again()
    {
        await server.BeginAsync();
        _ = await PostgresMigrations.ApplyAsync(server.Connection);
        await server.ExecuteAsync("drop extension vector cascade");
        await using var store = new PostgresPatternStore(server.Connection, new StoreOptions { Project = "shop" });
        _ = await FillAsync("shop", 20, Length);
        Assert.Null(await PostgresMigrations.VectorVersionAsync(server.Connection));
        Assert.Null(await store.NearestAsync(Model, Vector(Length), 10));

        Assert.Empty(await PostgresMigrations.ApplyAsync(server.Connection));

        Assert.Equal(10, (await store.NearestAsync(Model, Vector(Length), 10))!.Count);
    }

    /// <summary>Learnings with vectors; near to <paramref name="centre"/> where there is one.</summary>
    private async Task<float[][]> FillAsync(string project, int count, int length, float[]? centre = null)
    {
        float[][] vectors = [.. Enumerable.Range(0, count).Select(_ => centre is null ? Vector(length) : [.. Vector(length).Zip(centre, static (off, at) => at + off / 10)])];
        await using var store = new PostgresPatternStore(server.Connection, new StoreOptions { Project = project });
        _ = await store.WriteAsync([.. vectors.SelectMany(static (vector, i) => new StoreChange[]
        {
            new Learning { Id = $"l{i:000}", Problem = "It failed.", Fix = "Restart.", At = Noon }, new LearningVector($"l{i:000}", Model, vector),
        })]);
        return vectors;
    }

    private float[] Vector(int length) => [.. Enumerable.Range(0, length).Select(_ => _random.NextSingle() - 0.5f)];

    private static double Cosine(float[] one, float[] other) =>
        one.Zip(other, static (a, b) => (double)a * b).Sum() / Math.Sqrt(one.Sum(static a => (double)a * a) * other.Sum(static b => (double)b * b));
}
