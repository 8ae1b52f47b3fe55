using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>A person allowed an action.</summary>
public sealed record ActionApproved : JournalEvent
{
    /// <summary>The name of the action.</summary>
    public required string Action { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>Why, in their words.</summary>
    public string? Reason { get; init; }
}
