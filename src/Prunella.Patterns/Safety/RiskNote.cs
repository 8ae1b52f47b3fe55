using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Safety;

/// <summary>Something that was seen in a change.</summary>
/// <param name="Category">How dangerous it is.</param>
/// <param name="What">What it is, in words.</param>
/// <param name="File">Where; null for a command.</param>
public sealed record RiskNote(FixCategory Category, string What, ProjectPath? File = null)
{
    /// <inheritdoc/>
    public override string ToString() => File is { } file ? $"{file}: {What}" : What;
}
