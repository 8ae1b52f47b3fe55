using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>What is asked of a diagnosis.</summary>
/// <param name="Component">The component in trouble; null where the question is whether anything is wrong at all.</param>
public sealed record DiagnosisQuestion(ComponentName? Component = null)
{
    /// <summary>When the trouble began; null for a minute before <see cref="Until"/>.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The end of the time that is looked at; null for now.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>What was seen; where it begins with the name of a series, that one is what alarmed.</summary>
    public string? Seen { get; init; }
}
