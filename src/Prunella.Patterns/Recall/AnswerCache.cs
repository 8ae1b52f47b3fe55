using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Prunella.Patterns.Recall;

/// <summary>The newest answers, by the exact name of the error. Thread-safe; a look takes no lock and allocates nothing.</summary>
/// <remarks>Two generations: when the younger is full the older is dropped, and what is asked for again moves into the younger.</remarks>
internal sealed class AnswerCache(int most, TimeSpan age, TimeProvider time)
{
    private readonly int _half = Math.Max(8, most / 2);
    private volatile Generations _generations = new([], []);

    public int Count => _generations.Young.Count + _generations.Old.Count;

    public bool TryGet(string name, [NotNullWhen(true)] out RecallAnswer? answer)
    {
        Generations now = _generations;
        if (now.Young.TryGetValue(name, out Entry? entry) || now.Old.TryGetValue(name, out entry))
        {
            if (time.GetElapsedTime(entry.At) < age)
            {
                answer = entry.Answer;
                return true;
            }
        }

        answer = null;
        return false;
    }

    // An answer from before a change is not kept: asked is what Begin gave before the store was asked.
    public void Put(object asked, string name, RecallAnswer answer)
    {
        Generations now = _generations;
        if (now.Era != asked)
            return;
        if (now.Young.Count >= _half)
            _ = Interlocked.CompareExchange(ref _generations!, new Generations([], now.Young, now.Era), now);
        _generations.Young[name] = new Entry(answer, time.GetTimestamp());
    }

    public object Begin() => _generations.Era;

    public void Clear() => _generations = new Generations([], []);

    private sealed class Entry(RecallAnswer answer, long at)
    {
        public RecallAnswer Answer => answer;

        public long At => at;
    }

    private sealed class Generations(ConcurrentDictionary<string, Entry> young, ConcurrentDictionary<string, Entry> old, object? era = null)
    {
        public ConcurrentDictionary<string, Entry> Young => young;

        public ConcurrentDictionary<string, Entry> Old => old;

        public object Era { get; } = era ?? new object();
    }
}
