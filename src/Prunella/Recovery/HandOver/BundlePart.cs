namespace Prunella.Recovery;

/// <summary>What one source of evidence gave.</summary>
/// <param name="Name">The source.</param>
/// <param name="Text">Its evidence, or why there is none.</param>
internal sealed record BundlePart(string Name, string Text);
