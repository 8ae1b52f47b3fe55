namespace Prunella.Journal;

/// <summary>Something that costs was used, or would have cost more than it may.</summary>
public sealed record CostSpent : JournalEvent
{
    /// <summary>What for.</summary>
    public required string Operation { get; init; }

    /// <summary>How much, in the currency of the limits; zero where it was refused.</summary>
    public required decimal Amount { get; init; }

    /// <summary>How much of the day is spent with it.</summary>
    public required decimal Today { get; init; }

    /// <summary>Which limit refused it; null where none did.</summary>
    public string? Refused { get; init; }
}
