using Prunella.Kernel;

namespace Prunella.Patterns.Safety;

/// <summary>An error that was seen, as <see cref="CascadeWatch"/> looks at it.</summary>
/// <param name="Fingerprint">Its name.</param>
/// <param name="Files">The files of its trace, as far as known, by their paths or the ends of them.</param>
public sealed record SeenError(string Fingerprint, IReadOnlyList<string> Files)
{
    /// <summary>Where it was seen; null where that is not known.</summary>
    public ComponentName? Component { get; init; }

    /// <summary>When, by the wall clock; now where null.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Whether it is known to have been seen before.</summary>
    public bool SeenBefore { get; init; }
}
