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
        if (words is not [Verb, { } kind, { } place, { } name, { } writes])
            return 0; // the test host has its own way in
        var options = new StoreOptions { Project = "shop" };
        await using IPatternStore store = kind == "sqlite"
            ? SqlitePatternStore.Open(place, options)
            : WriteBehindStore.Open(new AwayStore(new InMemoryPatternStore(options)) { IsAway = true }, place, options.Scrubber);
        await RunAsync(store, name, int.Parse(writes));
        return 0;
    }
}
