namespace Prunella.Telemetry.Templates;

/// <summary>A part of a message as text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As written.</param>
/// <param name="Spaced">White space stands before it.</param>
internal readonly record struct Part(TokenKind Kind, string Text, bool Spaced);
