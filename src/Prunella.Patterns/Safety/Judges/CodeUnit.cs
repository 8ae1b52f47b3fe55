using Microsoft.CodeAnalysis;

namespace Prunella.Patterns.Safety;

internal enum UnitKind
{
    Head,
    Attribute,
    Modifier,
    Condition,
    Catch,
    Statement,
}

/// <summary>A piece of code that stands or goes as a whole.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Member">The member that it belongs to.</param>
/// <param name="Key">Its text with all that encloses it, without layout: equal units mean the same in the same place.</param>
/// <param name="Text">Its own text, for people.</param>
/// <param name="Node">Where its own syntax is.</param>
/// <param name="Guarded">Whether it stands under a condition.</param>
internal sealed record CodeUnit(UnitKind Kind, string Member, string Key, string Text, SyntaxNode Node, bool Guarded);
