namespace Prunella.Recovery;

/// <summary>Notices when the remedies do not help any more: more than a given part of the last of them failed.</summary>
/// <remarks>Counts remedies, not tries: three failed starts of one crash loop are one remedy that did not help.</remarks>
internal sealed class RemedyBreaker(RecoveryOptions options)
{
    private readonly Queue<bool> _helped = new(options.BreakerWindow);

    /// <summary>Whether it has opened; only a person closes it.</summary>
    public bool IsOpen { get; private set; }

    public int Failed => _helped.Count(static helped => !helped);

    public int Count => _helped.Count;

    /// <summary>Notes the outcome of a remedy; true if that opened the breaker.</summary>
    public bool Note(bool helped)
    {
        if (_helped.Count == options.BreakerWindow)
            _ = _helped.Dequeue();
        _helped.Enqueue(helped);
        if (IsOpen || Count < options.BreakerMinimum || Failed <= options.BreakerRatio * Count)
            return false;
        IsOpen = true;
        return true;
    }

    public void Reset()
    {
        IsOpen = false;
        _helped.Clear();
    }
}
