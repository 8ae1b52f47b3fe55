using Prunella.Journal;

namespace Prunella.Patterns.Tests;

/// <summary>A journal that keeps what it is told.</summary>
internal sealed class NotedFacts : IJournal
{
    private readonly List<JournalEvent> _facts = [];

    public IReadOnlyList<JournalEvent> All
    {
        get
        {
            lock (_facts)
                return [.. _facts];
        }
    }

    public long Append(JournalEvent fact)
    {
        lock (_facts)
            _facts.Add(fact);
        return _facts.Count;
    }

    public long Merge(JournalEvent fact, DateTimeOffset time, string source) => Append(fact);
}
