using Npgsql;
using Prunella.Patterns.Stores;
using Prunella.Patterns.Tests.Stores;

namespace Prunella.Postgres.Tests;

[Collection(PostgresCollection.Name)]
public sealed class PostgresPatternStoreTests(PostgresServer server) : PatternStoreContract
{
    public static string? Missing => PostgresCluster.Missing;

    protected override async Task<IPatternStore> OpenAsync(StoreOptions options) => new PostgresPatternStore(server.AsService(await server.NewDatabaseAsync()), options);

    [PostgresFact]
    public async Task Projects_do_not_see_each_other()
    {
        string database = server.AsService(await server.NewDatabaseAsync());
        await using PostgresPatternStore shop = new(database, Options), bank = new(database, Options with { Project = "bank" });
        _ = await shop.WriteAsync([Learned("one", "a"), Occurred("1", "a", 0), Audited("1"), new LearningVector("one", "m", [1])]);

        Assert.Equal(new StoreCounts(0, 0, 0, 0, 0, 0, 0, 0, 0), await bank.CountAsync());
        Assert.Empty(await bank.FindLearningsAsync(Named("a")));
        Assert.Equal(3, await bank.WriteAsync([Learned("one", "a"), Occurred("1", "a", 0), Audited("1")]));
        Assert.Equal((1, 1), ((await shop.ReadAuditHeadAsync()).Sequence, (await bank.ReadAuditHeadAsync()).Sequence));
    }

    [PostgresTheory]
    [InlineData("service")]
    [InlineData("owner")]
    public async Task Whoever_names_no_project_sees_no_rows_and_whoever_names_one_can_not_write_to_another(string role)
    {
        string database = await server.NewDatabaseAsync();
        await using (PostgresPatternStore shop = new(server.AsService(database), Options))
            _ = await shop.WriteAsync([Learned("one", "a"), Audited("1")]);
        // The owner of the tables is held to the policies as well.
        await server.Cluster.ExecuteAsync(database, "do $$ begin if not exists (select from pg_roles where rolname = 'owner') then create role owner login; end if; end $$; grant usage on schema prunella to owner; alter table prunella.learnings owner to owner; alter table prunella.healing_config owner to owner");
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(server.Cluster.ConnectionString(database, role) + ";Pooling=false");

        await using (NpgsqlCommand count = source.CreateCommand("select count(*) from prunella.learnings"))
            Assert.Equal(0L, await count.ExecuteScalarAsync());
        await using NpgsqlCommand write = source.CreateCommand("select set_config('prunella.project', 'bank', false); insert into prunella.healing_config values ('shop', 'mode', 'auto', now())");
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => write.ExecuteNonQueryAsync())).SqlState);
    }

    [PostgresTheory]
    [InlineData("update prunella.healing_audit set actor = 'somebody'")]
    [InlineData("delete from prunella.healing_audit")]
    [InlineData("truncate prunella.healing_audit")]
    public async Task Neither_a_service_nor_the_superuser_changes_the_audit_by_accident(string change)
    {
        string database = await server.NewDatabaseAsync();
        await using PostgresPatternStore store = new(server.AsService(database), Options);
        _ = await store.WriteAsync([Audited("1")]);

        Assert.Equal(PostgresErrorCodes.IntegrityConstraintViolation, (await Assert.ThrowsAsync<PostgresException>(() => server.Cluster.ExecuteAsync(database, change))).SqlState);
        await using NpgsqlDataSource service = NpgsqlDataSource.Create(server.AsService(database));
        await using NpgsqlCommand command = service.CreateCommand($"select set_config('prunella.project', 'shop', false); {change}");
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }

    [PostgresTheory]
    [InlineData("update prunella.healing_audit set detail = 'nothing' where seq = 3", 3)]
    [InlineData("delete from prunella.healing_audit where seq = 2", 2)]
    [InlineData("delete from prunella.healing_audit where seq = 5", 5)]
    [InlineData("delete from prunella.audit_heads", 1)]
    public async Task A_change_by_the_superuser_is_found_and_its_row_named(string change, long broken)
    {
        string database = await server.NewDatabaseAsync();
        await using PostgresPatternStore store = new(server.AsService(database), Options);
        _ = await store.WriteAsync([.. Enumerable.Range(1, 5).Select(static i => Audited($"{i}"))]);

        await server.Cluster.ExecuteAsync(database, $"set session_replication_role = replica; {change}");

        Assert.Equal(broken, (await AuditChain.VerifyAsync(store)).BrokenAt);
    }

    [PostgresFact]
    public async Task A_database_without_the_tables_says_what_to_do()
    {
        await using PostgresPatternStore store = new(server.Cluster.ConnectionString(await server.NewDatabaseAsync(migrated: false)) + ";Pooling=false", Options);

        Assert.Contains("migrations", (await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.WriteAsync([Audited("1")]))).Message, StringComparison.Ordinal);
        Assert.Contains("migrations", (await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CountAsync())).Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_server_that_is_away_is_unavailable_and_one_that_comes_back_is_used_again()
    {
        await using PostgresCluster cluster = await PostgresCluster.StartAsync();
        _ = await PostgresMigrations.ApplyAsync(cluster.ConnectionString("postgres"));
        await using PostgresPatternStore store = new(cluster.ConnectionString("postgres"), Options);
        _ = await store.WriteAsync([Audited("1")]);

        await cluster.StopAsync("QUIT");
        _ = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.WriteAsync([Audited("2")]));
        _ = await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.CountAsync());
        string folder = Directory.CreateTempSubdirectory("prunella-behind-").FullName;
        await using WriteBehindStore behind = WriteBehindStore.Open(new PostgresPatternStore(cluster.ConnectionString("postgres"), Options), folder, Options.Scrubber);
        for (int i = 0; i < 30; i++)
            _ = await behind.WriteAsync([Audited($"waited-{i}"), Occurred($"waited-{i}", "a", i)]);

        await cluster.ResumeAsync();
        Assert.Equal(1, await WhenBackAsync(store, [Audited("2")]));
        await behind.WhenSentAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(new AuditVerdict(32, null, null), await AuditChain.VerifyAsync(store));
        Assert.Equal(30, (await store.CountAsync()).Seen);
        await behind.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [PostgresFact]
    public async Task Processes_at_once_lose_and_double_nothing_and_one_that_is_killed_takes_nothing_with_it()
    {
        string database = server.AsService(await server.NewDatabaseAsync());
        await using PostgresPatternStore store = new(database, Options);
        _ = await store.WriteAsync([Learned("one", "a")]);

        StoreWriter[] writers = [.. Enumerable.Range(0, 4).Select(i => StoreWriter.Start(typeof(PostgresWriterProgram).Assembly.Location, [database, $"w{i}", 150]))];
        await writers[0].ToldAsync(20);
        writers[0].Kill();
        int[] told = await Task.WhenAll(writers.Select(static writer => writer.EndAsync()));

        Assert.Equal([150, 150, 150], told[1..]);
        StoreCounts counts = await store.CountAsync();
        // The one that was killed may have had one write behind it that it could not tell of.
        Assert.InRange(counts.Audit, 450 + told[0], 451 + told[0]);
        Assert.Equal(counts.Audit * 2, counts.Seen);
        Assert.Equal(counts.Audit, (await store.FindLearningAsync("one"))!.Successes);
        Assert.Equal(new AuditVerdict(counts.Audit, null, null), await AuditChain.VerifyAsync(store));
    }

    // Each connection of the pool finds out for itself that it was cut.
    private static async Task<int> WhenBackAsync(PostgresPatternStore store, StoreChange[] changes)
    {
        for (int turn = 0; ; turn++)
        {
            try
            {
                return await store.WriteAsync(changes);
            }
            catch (StoreUnavailableException) when (turn < 100)
            {
            }
        }
    }
}
