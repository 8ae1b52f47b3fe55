using System.Collections.Concurrent;

namespace Prunella.Resilience;

/// <summary>The flags in force: what was set at run time, else by the sources in their order, else the defaults.</summary>
/// <remarks>Readers take one immutable snapshot. Thread-safe.</remarks>
public sealed class FlagStore
{
    private readonly IReadOnlyList<IFlagSource> _sources;
    private readonly Action<string> _warn;
    private readonly ConcurrentDictionary<string, string> _set = new(StringComparer.Ordinal);
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private volatile SelfHealingFlags _current;

    internal FlagStore(IReadOnlyList<IFlagSource> sources, Action<string> warn)
    {
        _sources = sources;
        _warn = warn;
        _current = Read_NeedsLock();
    }

    /// <summary>The flags at this moment.</summary>
    public SelfHealingFlags Current => _current;

    /// <summary>Told after each change, on the thread that made it.</summary>
    internal Action<SelfHealingFlags, SelfHealingFlags>? Changed { get; set; }

    /// <summary>Sets a flag at run time: it holds at once, above every source. Null takes it back.</summary>
    /// <exception cref="ArgumentException">There is no flag of this name.</exception>
    public void Set(string name, string? value)
    {
        if (!FlagNames.All.Contains(name, StringComparer.Ordinal))
            throw new ArgumentException($"There is no flag '{name}'. Flags: {string.Join(", ", FlagNames.All)}.", nameof(name));
        if (value is null)
            _ = _set.TryRemove(name, out _);
        else
            _set[name] = value;
        Reload();
    }

    /// <summary>Asks the sources anew. Happens by itself every second.</summary>
    public void Reload()
    {
        SelfHealingFlags before;
        SelfHealingFlags after;
        lock (_lock)
        {
            before = _current;
            after = Read_NeedsLock();
            if (after == before)
                return;
            _current = after;
        }

        Changed?.Invoke(before, after);
    }

    private SelfHealingFlags Read_NeedsLock()
    {
        foreach (string name in _sources.SelectMany(static source => source.Names).Where(static name => !FlagNames.All.Contains(name, StringComparer.Ordinal)))
            WarnOnce_NeedsLock(name, $"There is no flag {name}; it has no effect.");
        return FlagParser.Parse(ValueOf, (name, text) =>
            WarnOnce_NeedsLock($"{name}={text}", $"The flag {name} can not be '{text}'; its default holds."));
    }

    private string? ValueOf(string name)
    {
        if (_set.TryGetValue(name, out string? value))
            return value;
        foreach (IFlagSource source in _sources)
        {
            if (source.ValueOf(name) is { } found && !string.IsNullOrWhiteSpace(found))
                return found;
        }

        return null;
    }

    private void WarnOnce_NeedsLock(string key, string message)
    {
        // Bounded: who changes a value for ever shall not fill the memory.
        if (_warned.Count < 256 && _warned.Add(key))
            _warn(message);
    }
}
