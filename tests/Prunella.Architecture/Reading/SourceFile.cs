namespace Prunella.Architecture.Reading;

/// <summary>One file of C#: its path from the repository's root, and its text.</summary>
internal sealed record SourceFile(string Path, string Text);
