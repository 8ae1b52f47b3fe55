namespace Prunella.Recovery;

/// <summary>An error that was named.</summary>
/// <param name="Fingerprint">Its name: the same each time it comes back.</param>
/// <param name="Error">The error in one line, without secrets.</param>
public sealed record RecognisedError(string Fingerprint, string Error)
{
    /// <summary>The known pattern; null where it is new.</summary>
    public string? Pattern { get; init; }

    /// <summary>What is to be done, in words; null where nothing is known.</summary>
    public string? Suggestion { get; init; }

    /// <summary>How often such an answer is right, from 0 to 1; 0 where there is none.</summary>
    public double Confidence { get; init; }

    /// <summary>How it was found: <c>recognised</c> or <c>learned</c>; empty where it is new.</summary>
    public string Tier { get; init; } = "";

    /// <summary>The fix that could be carried out, how far it may go and why, or why not; null where none is known.</summary>
    public string? Fix { get; init; }

    /// <summary>What speaks for it.</summary>
    public string Why { get; init; } = "";
}
