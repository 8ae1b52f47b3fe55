using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Prunella.Resilience;

/// <summary>The last good answers, by key: bounded in bytes and age, least recently used first to go. Thread-safe.</summary>
/// <remarks>A kept answer of a reference type is replaced in place, without garbage; one of a value type is boxed each time.</remarks>
public sealed class StaleCache
{
    private const int Overhead = 160; // entry, key and node of the dictionary

    private readonly ConcurrentDictionary<Key, Entry> _entries = new();
    private readonly Lock _evicting = new();
    private readonly CoarseClock _clock;
    private volatile FallbackOptions _options;
    private long _bytes;

    /// <param name="options">Its bounds; null for the defaults.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public StaleCache(FallbackOptions? options = null, TimeProvider? time = null)
        : this(options ?? new FallbackOptions(), new CoarseClock(time ?? TimeProvider.System))
    {
    }

    internal StaleCache(FallbackOptions options, CoarseClock clock)
    {
        _options = options.Validated();
        _clock = clock;
    }

    /// <summary>Its bounds. Set a new version at any time; what is kept stays, within them.</summary>
    /// <exception cref="ArgumentException">An option is out of its range; the old ones stay.</exception>
    public FallbackOptions Options
    {
        get => _options;
        set => _options = value.Validated();
    }

    /// <summary>What the answers take, as far as it is known.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>How many answers are kept.</summary>
    public int Count => _entries.Count;

    /// <summary>Keeps an answer in place of the one before; one that would take more than a quarter of all is not kept.</summary>
    /// <param name="key">Of the call.</param>
    /// <param name="answer">A validated answer.</param>
    /// <param name="size">Bytes it takes.</param>
    public void Store<T>(string key, T answer, int size)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (answer is null)
            return;
        int bytes = Overhead + sizeof(char) * key.Length + Math.Max(0, size);
        long maxBytes = _options.MaxBytes;
        if (bytes > maxBytes / 4)
            return;
        var place = new Key(typeof(T), key);
        Entry entry = _entries.GetOrAdd(place, static _ => new Entry());
        entry.Put(answer, _clock.Milliseconds);
        long total = Interlocked.Add(ref _bytes, bytes - Interlocked.Exchange(ref entry.Bytes, bytes));
        if (!_entries.TryGetValue(place, out Entry? kept) || kept != entry)
            Uncount(entry); // thrown out meanwhile: its bytes must not stay in the sum
        else if (total > maxBytes)
            Evict(maxBytes);
    }

    /// <summary>Gives the last good answer, unless it is too old or there is none.</summary>
    /// <param name="key">Of the call.</param>
    /// <param name="answer">The last good answer.</param>
    /// <param name="age">How old it is.</param>
    public bool TryGet<T>(string key, [MaybeNullWhen(false)] out T answer, out TimeSpan age)
    {
        if (Find<T>(key) is { } entry)
        {
            long now = _clock.Milliseconds;
            age = TimeSpan.FromMilliseconds(Math.Max(0, now - entry.StoredAt));
            if (age <= _options.MaxAge && entry.Value is T value)
            {
                entry.UsedAt = now;
                answer = value;
                return true;
            }
        }

        answer = default;
        age = default;
        return false;
    }

    /// <summary>Whether a call for this key is under way that is slow enough for others to be spared.</summary>
    internal bool IsRefreshing<T>(string key) => Find<T>(key) is { } entry && Volatile.Read(ref entry.Refreshing) != 0;

    internal bool TryBeginRefresh<T>(string key) => Find<T>(key) is { } entry && Interlocked.Exchange(ref entry.Refreshing, 1) == 0;

    internal void EndRefresh<T>(string key)
    {
        if (Find<T>(key) is { } entry)
            Volatile.Write(ref entry.Refreshing, 0);
    }

    private Entry? Find<T>(string key) => _entries.TryGetValue(new Key(typeof(T), key), out Entry? entry) ? entry : null;

    // A fifth goes at once, so that a full cache does not look for its oldest at every store.
    private void Evict(long maxBytes)
    {
        if (!_evicting.TryEnter())
            return;
        try
        {
            foreach ((Key key, Entry entry) in _entries.ToArray().OrderBy(static pair => pair.Value.UsedAt))
            {
                if (Bytes <= maxBytes * 4 / 5)
                    break;
                if (_entries.TryRemove(KeyValuePair.Create(key, entry)))
                    Uncount(entry);
            }
        }
        finally
        {
            _evicting.Exit();
        }
    }

    private void Uncount(Entry entry) => Interlocked.Add(ref _bytes, -Interlocked.Exchange(ref entry.Bytes, 0));

    private readonly record struct Key(Type Type, string Name);

    private sealed class Entry
    {
        public int Bytes;
        public int Refreshing;
        public long UsedAt;
        private object? _value;
        private long _storedAt;

        public object? Value => Volatile.Read(ref _value);

        public long StoredAt => Volatile.Read(ref _storedAt);

        // The answer first: between the two writes it looks older than it is, never younger.
        public void Put(object value, long now)
        {
            Volatile.Write(ref _value, value);
            Volatile.Write(ref _storedAt, now);
            UsedAt = now;
        }
    }
}
