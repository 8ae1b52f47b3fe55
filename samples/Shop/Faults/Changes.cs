using System.Collections.Concurrent;

namespace Shop.Faults;

/// <summary>Which changes are switched on. Thread-safe; nothing is, unless <c>/faults/change</c> says so.</summary>
public sealed class Changes(TimeProvider time)
{
    private readonly ConcurrentDictionary<ShopChange, TimedFault> _on = new();

    /// <summary>Whether a change hits this time: evenly spread, of 100 times as many as its percentage says.</summary>
    public bool Hits(ShopChange change) => _on.TryGetValue(change, out TimedFault? fault) && fault.Hits(out _);

    /// <summary>Waits where a change hits.</summary>
    /// <param name="change">The change.</param>
    /// <param name="milliseconds">How long.</param>
    public async ValueTask SlowAsync(ShopChange change, double milliseconds)
    {
        if (Hits(change))
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time);
    }

    internal void Turn(ShopChange change, int percent, TimeSpan duration) => _on[change] = new TimedFault(time, duration, percent);

    internal void Clear() => _on.Clear();
}
