using System.Collections.Concurrent;
using Prunella.Journal;

namespace Prunella.Tests.Health;

/// <summary>A journal that remembers in the order of noting.</summary>
internal sealed class RecordingJournal : IJournal
{
    private readonly ConcurrentQueue<JournalEvent> _facts = new();

    public IEnumerable<T> All<T>() => _facts.OfType<T>();

    public long Append(JournalEvent fact)
    {
        _facts.Enqueue(fact);
        return _facts.Count;
    }

    public long Merge(JournalEvent fact, DateTimeOffset time, string source) => Append(fact);
}
