using System.Globalization;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Scrubbing;
using Prunella.Patterns.Stores;
using Prunella.Postgres;

namespace Prunella.Bench.Patterns;

/// <summary>One of the processes that write to the shared store: errors in pieces, each with a record of the audit. Prints after each piece how many events were acknowledged.</summary>
internal static class SharedWriter
{
    public const string Verb = "write-events";
    public const string Project = "bench";

    private const int Piece = 50;
    private const int Kinds = 40;

    /// <summary>Keeps all: here it is counted what is there.</summary>
    public static StoreOptions Options { get; } = new() { Project = Project, MostOccurrences = 10_000_000, OccurrenceAge = TimeSpan.FromDays(10_000) };

    /// <summary>The id of an event, from 0.</summary>
    public static string Id(string writer, int number) => string.Create(CultureInfo.InvariantCulture, $"{writer}-{number}");

    /// <param name="words">The connection string, the folder for what waits, the name of the writer, how many events.</param>
    public static async Task RunAsync(string[] words)
    {
        int events = int.Parse(words[3], CultureInfo.InvariantCulture);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await using WriteBehindStore store = WriteBehindStore.Open(new PostgresPatternStore(words[0], Options), words[1], new Scrubber());
        for (int written = 0; written < events;)
        {
            List<StoreChange> changes = [new AuditRecord(Id(words[2], written), now, words[2], "events.written", Project)];
            for (int end = Math.Min(events, written + Piece); written < end; written++)
            {
                int kind = written % Kinds;
                var names = new Fingerprint($"fp1:e:{kind}", $"fp1:c:{kind / 2}", $"fp1:t:{kind / 4}");
                changes.Add(new ErrorOccurrence(Id(words[2], written), names, "System.InvalidOperationException", $"the queue of shelf {kind} is full", words[2], now));
            }

            _ = await store.WriteAsync(changes);
            Console.WriteLine(written);
        }

        await store.WhenSentAsync();
    }
}
