namespace Prunella.Resilience;

/// <summary>A declaration of <see cref="StatusTransitions{TStatus}"/> under way.</summary>
/// <typeparam name="TStatus">The statuses; an enum or a string.</typeparam>
public sealed class StatusTransitionsBuilder<TStatus>
    where TStatus : notnull
{
    private readonly string _entity;
    private readonly Dictionary<TStatus, HashSet<TStatus>> _allowed = [];

    internal StatusTransitionsBuilder(string entity) => _entity = entity;

    /// <summary>After <paramref name="from"/> each of <paramref name="to"/> may follow.</summary>
    public StatusTransitionsBuilder<TStatus> Allow(TStatus from, params ReadOnlySpan<TStatus> to)
    {
        if (!_allowed.TryGetValue(from, out HashSet<TStatus>? next))
            _allowed[from] = next = [];
        foreach (TStatus status in to)
            _ = next.Add(status);
        return this;
    }

    /// <summary>Ends the declaration; what is declared later does not change what was built.</summary>
    public StatusTransitions<TStatus> Build() =>
        new(_entity, _allowed.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToHashSet()));
}
