using Prunella.Patterns.Stores;
using Prunella.Patterns.Stores.Sqlite;

namespace Prunella.Patterns.Tests.Stores;

/// <summary>Writes to a store from a process of its own, and prints after each write how many were acknowledged.</summary>
public static class StoreWriterProgram
{
    public const string Verb = "write-to-store";

    public static async Task RunAsync(IPatternStore store, string name, int writes)
    {
        ArgumentNullException.ThrowIfNull(store);
        for (int i = 1; i <= writes; i++)
        {
            _ = await store.WriteAsync(
            [
                PatternStoreContract.Occurred($"{name}-{i}-a", $"n{i % 5}", i), PatternStoreContract.Occurred($"{name}-{i}-b", $"n{(i + 1) % 5}", i),
                new FixOutcome($"{name}-{i}", "one", true, DateTimeOffset.UnixEpoch.AddSeconds(i)), PatternStoreContract.Audited($"{name}-{i}"),
            ]);
            Console.WriteLine(i);
        }
    }

    public static async Task<int> Main(string[] words)
    {
        if (words is not [Verb, "sqlite", { } file, { } name, { } writes])
            return 0; // the test host has its own way in
        await using IPatternStore store = SqlitePatternStore.Open(file, new StoreOptions { Project = "shop" });
        await RunAsync(store, name, int.Parse(writes));
        return 0;
    }
}
