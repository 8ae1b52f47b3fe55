namespace Prunella.Journal;

/// <summary>A person did something by hand that has no fact of its own: restarted a process, isolated a circuit, injected a fault.</summary>
public sealed record PersonActed : JournalEvent
{
    /// <summary>What was done, and to what, in words.</summary>
    public required string Action { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>Why, in their words.</summary>
    public string? Reason { get; init; }
}
