namespace Prunella.Resilience;

/// <summary>Which status may follow which: a state machine that is declared once for each kind of thing, and checked before a status is stored.</summary>
/// <typeparam name="TStatus">The statuses; an enum or a string.</typeparam>
/// <remarks>Immutable once built; build it by <see cref="StatusTransitions.For"/>. A status that stays as it is, is always allowed.</remarks>
public sealed class StatusTransitions<TStatus>
    where TStatus : notnull
{
    private readonly Dictionary<TStatus, HashSet<TStatus>> _allowed;

    internal StatusTransitions(string entity, Dictionary<TStatus, HashSet<TStatus>> allowed)
    {
        Entity = entity;
        _allowed = allowed;
    }

    /// <summary>The kind of thing: <c>order</c>.</summary>
    public string Entity { get; }

    /// <summary>Whether <paramref name="to"/> may follow <paramref name="from"/>.</summary>
    public bool IsAllowed(TStatus from, TStatus to) =>
        EqualityComparer<TStatus>.Default.Equals(from, to) || _allowed.TryGetValue(from, out HashSet<TStatus>? next) && next.Contains(to);

    /// <summary>What may follow <paramref name="from"/>; empty where nothing may.</summary>
    public IReadOnlyCollection<TStatus> After(TStatus from) => _allowed.TryGetValue(from, out HashSet<TStatus>? next) ? next : [];

    /// <summary>Refuses an illegal transition: throws, logs and notes it. Call it before the status is stored.</summary>
    /// <param name="from">The status it has.</param>
    /// <param name="to">The status it is to get.</param>
    /// <param name="id">Which thing, for the log.</param>
    /// <param name="engine">Whose flags and journal; null for the process's.</param>
    /// <exception cref="IllegalTransitionException">It is not allowed, and <see cref="SelfHealingFlags.StatusValidation"/> is on.</exception>
    public void Require(TStatus from, TStatus to, string? id = null, SelfHealingEngine? engine = null)
    {
        if (IsAllowed(from, to))
            return;
        engine ??= SelfHealing.Engine;
        if (engine.IsStopped || engine.Flags.Current is { Enabled: false } or { StatusValidation: false })
            return;
        engine.Reporter.TransitionRefused(Entity, id, from.ToString()!, to.ToString()!);
        throw new IllegalTransitionException(Entity, from.ToString()!, to.ToString()!, AllowedAfter(from));
    }

    private string AllowedAfter(TStatus from) => After(from) is { Count: > 0 } next
        ? $"allowed: {string.Join(", ", next)}."
        : "that is where it ends.";
}
