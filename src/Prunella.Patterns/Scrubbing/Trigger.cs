namespace Prunella.Patterns.Scrubbing;

/// <summary>Looks closer where a keyword stands.</summary>
/// <param name="text">The whole text.</param>
/// <param name="at">Where the keyword starts.</param>
/// <param name="found">What was found is added here.</param>
/// <returns>Where the same kind of look may go on; anything up to <paramref name="at"/> where nothing was learnt.</returns>
internal delegate int Trigger(ReadOnlySpan<char> text, int at, FindingList found);
