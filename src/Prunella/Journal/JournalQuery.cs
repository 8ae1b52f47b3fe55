using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>Which facts are wanted; what is null is not asked for.</summary>
public sealed record JournalQuery
{
    /// <summary>Not before this moment.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>About this component.</summary>
    public ComponentName? Component { get; init; }

    /// <summary>Belonging to this incident.</summary>
    public IncidentId? Incident { get; init; }

    /// <summary>After this place in the order.</summary>
    public long? After { get; init; }

    /// <summary>Before this place in the order.</summary>
    public long? Before { get; init; }

    /// <summary>No more than this many, the newest of those that fit; null for all.</summary>
    public int? Last { get; init; }

    /// <summary>Whether <paramref name="entry"/> is wanted, <see cref="Last"/> left aside.</summary>
    public bool Matches(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return (From is null || entry.Time >= From)
            && (Until is null || entry.Time < Until)
            && (Component is null || entry.Event.Component == Component)
            && (Incident is null || entry.Event.Incident == Incident)
            && (After is null || entry.Sequence > After)
            && (Before is null || entry.Sequence < Before);
    }
}
