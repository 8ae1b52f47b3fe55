using Prunella.Patterns.Stores;
using Prunella.Patterns.Tests.Stores;

namespace Prunella.Postgres.Tests;

/// <summary>Writes to a database from a process of its own; see <see cref="StoreWriterProgram"/>.</summary>
public static class PostgresWriterProgram
{
    public static async Task<int> Main(string[] words)
    {
        if (words is not [StoreWriterProgram.Verb, { } database, { } name, { } writes])
            return 0; // the test host has its own way in
        await using var store = new PostgresPatternStore(database, new StoreOptions { Project = "shop" });
        await StoreWriterProgram.RunAsync(store, name, int.Parse(writes));
        return 0;
    }
}
