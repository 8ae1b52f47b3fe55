namespace Prunella.Health;

/// <summary>The answer to the question what is wrong.</summary>
/// <param name="Suspects">Possible causes, the likeliest first; empty where nothing is wrong.</param>
/// <param name="Reason">The answer in one sentence.</param>
public sealed record Diagnosis(IReadOnlyList<Suspect> Suspects, string Reason)
{
    /// <summary>Whether nothing was found wrong.</summary>
    public bool IsEmpty => Suspects.Count == 0;
}
