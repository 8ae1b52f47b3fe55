namespace Prunella.Journal;

/// <summary>The error behind an incident was read, and named.</summary>
public sealed record ErrorRecognised : JournalEvent
{
    /// <summary>The name of the error, the same each time it comes back.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The error in one line, scrubbed.</summary>
    public required string Error { get; init; }

    /// <summary>The known pattern; null where it is new.</summary>
    public string? Pattern { get; init; }

    /// <summary>What is to be done, in words; null where nothing is known.</summary>
    public string? Suggestion { get; init; }

    /// <summary>How often such an answer is right, from 0 to 1; 0 where there is none.</summary>
    public double Confidence { get; init; }

    /// <summary>What speaks for it.</summary>
    public string Why { get; init; } = "";

    /// <summary>How it was found: <c>recognised</c> by the expression of a pattern, <c>learned</c> by its fingerprint; empty where it is new.</summary>
    public string Tier { get; init; } = "";

    /// <summary>The fix that could be carried out against it, how far it may go and why, or why not; null where none is known.</summary>
    public string? Fix { get; init; }

    /// <summary>The recovery action that helped last against this error; null where none is known.</summary>
    public string? Remedy { get; init; }
}
