using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Known;

/// <summary>An error that is known, and what helps against it.</summary>
public sealed record ErrorPattern
{
    /// <summary>Its name, unique in a library: the platform, a dot, and what it is about, as <c>py.module-not-found</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What is wrong, in one plain sentence.</summary>
    public required string Title { get; init; }

    /// <summary>A regular expression that finds it in a text; it must work without backtracking, so without look-arounds and back-references.</summary>
    public required string Regex { get; init; }

    /// <summary>Where this one matches too, it is another error; null for none.</summary>
    public string? Unless { get; init; }

    /// <summary>What to do.</summary>
    public required string Fix { get; init; }

    /// <summary>Other words for it, as people say when they ask.</summary>
    public string Words { get; init; } = "";

    /// <summary>The fix as an action that can be carried out; null where <see cref="Fix"/> is for people alone.</summary>
    public FixAction? Action { get; init; }

    /// <summary>Who made it, as long as nobody has reviewed it; null once a person has, or where a person wrote it.</summary>
    public string? Generated { get; init; }

    /// <summary>What comes before the first dot of <see cref="Id"/>: <c>py</c>, <c>net</c>, <c>pg</c>.</summary>
    public string Platform => Id.Split('.', 2)[0];
}
