namespace Prunella.Resilience;

/// <summary>Declares state machines: <c>StatusTransitions.For&lt;OrderStatus&gt;("order").Allow(New, Paid, Cancelled).Allow(Paid, Shipped).Build()</c>.</summary>
public static class StatusTransitions
{
    /// <summary>Begins a declaration.</summary>
    /// <param name="entity">The kind of thing, for messages.</param>
    /// <exception cref="ArgumentException"><paramref name="entity"/> is empty.</exception>
    public static StatusTransitionsBuilder<TStatus> For<TStatus>(string entity)
        where TStatus : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(entity);
        return new StatusTransitionsBuilder<TStatus>(entity);
    }
}
