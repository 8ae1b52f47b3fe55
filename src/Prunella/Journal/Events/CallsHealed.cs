namespace Prunella.Journal;

/// <summary>Calls to a service were retried, turned away, answered from the past, or found invalid. One entry stands for many calls.</summary>
public sealed record CallsHealed : JournalEvent
{
    /// <summary>The service that was called.</summary>
    public required string Service { get; init; }

    /// <summary>What was done: <c>retry</c>, <c>reject</c>, <c>stale</c>, <c>fallback</c>, <c>invalid</c>, <c>timeout</c>, <c>retry-refused</c>.</summary>
    public required string Action { get; init; }

    /// <summary>How many calls since the last entry of this service and action.</summary>
    public required long Count { get; init; }

    /// <summary>The last of them, in words and numbers.</summary>
    public required string Detail { get; init; }
}
