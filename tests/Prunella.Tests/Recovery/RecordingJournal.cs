using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Tests.Recovery;

/// <summary>Keeps every fact in a list.</summary>
internal sealed class RecordingJournal : IJournal, IJournalReader
{
    private readonly Lock _lock = new();
    private readonly List<JournalEvent> _facts = [];

    public IReadOnlyList<JournalEvent> Facts
    {
        get
        {
            lock (_lock)
                return [.. _facts];
        }
    }

    public IReadOnlyList<T> Of<T>() where T : JournalEvent => [.. Facts.OfType<T>()];

    public IReadOnlyList<T> Of<T>(IncidentId incident) where T : JournalEvent => [.. Of<T>().Where(fact => fact.Incident == incident)];

    public long Append(JournalEvent fact)
    {
        lock (_lock)
        {
            _facts.Add(fact);
            return _facts.Count;
        }
    }

    public long Merge(JournalEvent fact, DateTimeOffset time, string source) => Append(fact);

    public async IAsyncEnumerable<JournalEntry> QueryAsync(
        JournalQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        IReadOnlyList<JournalEvent> facts = Facts;
        for (int i = 0; i < facts.Count; i++)
        {
            var entry = new JournalEntry(i + 1, DateTimeOffset.UnixEpoch, "test", facts[i]);
            if (query.Matches(entry))
                yield return entry;
        }
    }

    public JournalSubscription Subscribe(int capacity = 1024) => throw new NotSupportedException();
}
