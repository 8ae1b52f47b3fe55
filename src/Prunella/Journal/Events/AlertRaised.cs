using Prunella.Kernel;

namespace Prunella.Journal;

/// <summary>People were told of something.</summary>
public sealed record AlertRaised : JournalEvent
{
    /// <summary>How bad it is.</summary>
    public required HealthState Severity { get; init; }

    /// <summary>What is the matter, in one line.</summary>
    public required string Title { get; init; }

    /// <summary>By which way: <c>log</c>, <c>webhook</c> …</summary>
    public required string Channel { get; init; }

    /// <summary>Why it could not be delivered; null where it was.</summary>
    public string? Error { get; init; }
}
