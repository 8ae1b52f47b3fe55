using Npgsql;
using Prunella.Patterns.Stores;

namespace Prunella.Postgres.Tests;

[Collection(PostgresCollection.Name)]
public sealed class PostgresMigrationsTests(PostgresServer server)
{
    [Fact]
    public void The_files_are_numbered_from_1_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, PostgresMigrations.Files.Count), PostgresMigrations.Files.Select(static file => int.Parse(file.Name.AsSpan(0, 3))));

    [PostgresFact]
    public async Task Each_file_is_applied_once_also_by_several_at_once()
    {
        string database = server.Cluster.ConnectionString(await server.NewDatabaseAsync(migrated: false)) + ";Pooling=false";

        IReadOnlyList<string>[] applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgresMigrations.ApplyAsync(database)));

        Assert.Equal(PostgresMigrations.Files.Select(static file => file.Name), applied.SelectMany(static names => names).Order(StringComparer.Ordinal));
        Assert.Empty(await PostgresMigrations.ApplyAsync(database));
    }

    [PostgresFact]
    public async Task A_file_that_was_changed_after_it_was_applied_is_refused_and_named()
    {
        string database = server.Cluster.ConnectionString(await server.NewDatabaseAsync()) + ";Pooling=false";
        (string Name, string Sql)[] changed = [.. PostgresMigrations.Files.Select(static file => (file.Name, file.Name.StartsWith("002", StringComparison.Ordinal) ? file.Sql + "\n-- changed" : file.Sql))];

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => PostgresMigrations.ApplyAsync(database, changed, CancellationToken.None));

        Assert.Contains("002_row_level_security.sql", error.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_file_that_fails_leaves_nothing_behind()
    {
        string name = await server.NewDatabaseAsync();
        string database = server.Cluster.ConnectionString(name) + ";Pooling=false";

        _ = await Assert.ThrowsAsync<PostgresException>(() => PostgresMigrations.ApplyAsync(database, [("900.sql", "create table prunella.half (a int); select 1 / 0")], CancellationToken.None));

        Assert.Equal(["900.sql"], await PostgresMigrations.ApplyAsync(database, [("900.sql", "create table prunella.half (a int)")], CancellationToken.None));
    }

    [PostgresFact]
    public async Task Files_that_another_tool_has_deployed_are_applied_over_it_without_harm()
    {
        string name = await server.NewDatabaseAsync(migrated: false);
        await server.Cluster.ExecuteAsync("postgres", "do $$ begin create role anon; create role authenticated; exception when duplicate_object then null; end $$"); // as Supabase has them
        foreach ((_, string sql) in PostgresMigrations.Files)
            await server.Cluster.ExecuteAsync(name, sql);
        await using PostgresPatternStore store = new(server.Cluster.ConnectionString(name) + ";Pooling=false", new StoreOptions { Project = "shop" });
        _ = await store.WriteAsync([new HealingSetting("mode", "observe", DateTimeOffset.UnixEpoch)]);

        Assert.Equal(PostgresMigrations.Files.Count, (await PostgresMigrations.ApplyAsync(server.Cluster.ConnectionString(name) + ";Pooling=false")).Count);

        Assert.Equal("observe", Assert.Single(await store.ListSettingsAsync()).Value);
    }
}
