namespace Prunella.Journal;

/// <summary>Gives facts: those that were, and those that come.</summary>
public interface IJournalReader
{
    /// <summary>The facts that fit <paramref name="query"/>, oldest first.</summary>
    /// <remarks>Reads the files where there is a store, else what the ring still holds.</remarks>
    IAsyncEnumerable<JournalEntry> QueryAsync(JournalQuery query, CancellationToken cancellationToken = default);

    /// <summary>Every fact from now on. Dispose it to end.</summary>
    /// <param name="capacity">How many facts may wait for the reader, at least 1; beyond that the oldest are dropped and counted.</param>
    JournalSubscription Subscribe(int capacity = 1024);
}
