namespace Prunella.Postgres.Tests;

/// <summary>One server for the tests of the collection; each test has databases of its own.</summary>
public sealed class PostgresServer : IAsyncLifetime
{
    private int _databases;

    public PostgresCluster Cluster { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (PostgresCluster.Missing is null)
            Cluster = await PostgresCluster.StartAsync();
    }

    public Task DisposeAsync() => Cluster is null ? Task.CompletedTask : Cluster.DisposeAsync().AsTask();

    /// <summary>A new database with all migrations, and a role <c>service</c> that may use it as a service does.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> NewDatabaseAsync(bool migrated = true)
    {
        string name = $"test{Interlocked.Increment(ref _databases)}";
        await Cluster.ExecuteAsync("postgres", $"create database {name}");
        if (!migrated)
            return name;
        _ = await PostgresMigrations.ApplyAsync(Cluster.ConnectionString(name) + ";Pooling=false");
        await Cluster.ExecuteAsync(name, "do $$ begin if not exists (select from pg_roles where rolname = 'service') then create role service login in role prunella_app; end if; end $$");
        return name;
    }

    public string AsService(string database) => Cluster.ConnectionString(database, "service") + ";Maximum Pool Size=10";
}
