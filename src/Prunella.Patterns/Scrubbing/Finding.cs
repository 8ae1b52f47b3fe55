namespace Prunella.Patterns.Scrubbing;

/// <summary>A stretch of text that must not leave the process.</summary>
/// <param name="Start">Index of its first character.</param>
/// <param name="Length">How many characters it has; at least 1.</param>
/// <param name="Kind">What it is, as <c>aws-key</c>: the middle of its token.</param>
public readonly record struct Finding(int Start, int Length, string Kind)
{
    /// <summary>Index of the first character after it.</summary>
    public int End => Start + Length;
}
