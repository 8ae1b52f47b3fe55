using Prunella.Patterns.Actions;

namespace Prunella.Patterns.Generation;

/// <summary>An error and what was done against it.</summary>
/// <param name="Error">The text of the error.</param>
/// <param name="Action">What was done, where that can be carried out again; else null.</param>
/// <param name="Told">What was done, in words, as they stood beside it.</param>
public sealed record ErrorExample(string Error, FixAction? Action, string Told);
