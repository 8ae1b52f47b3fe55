using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>How far a fix may go by itself was decided.</summary>
public sealed record FixDecided : JournalEvent
{
    /// <summary>The fix, by the name made of its content.</summary>
    public required string Fix { get; init; }

    /// <summary>The pattern that it belongs to; null for none.</summary>
    public string? Pattern { get; init; }

    /// <summary>How dangerous the change is: <c>safe</c>, <c>moderate</c> or <c>risky</c>.</summary>
    public required string Category { get; init; }

    /// <summary>What is known of it: <c>unverified</c>, <c>seeded</c>, <c>verified</c>, <c>human</c>.</summary>
    public required string Precedent { get; init; }

    /// <summary>What may be done.</summary>
    public required HealingMode Mode { get; init; }

    /// <summary>Why, one reason a line.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What it does, one effect a line.</summary>
    public IReadOnlyList<string> Effects { get; init; } = [];
}
