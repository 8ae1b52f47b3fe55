namespace Prunella.Patterns.Causality;

/// <summary>A change that somebody made.</summary>
/// <param name="Id">Its hash.</param>
/// <param name="Time">When.</param>
/// <param name="Author">By whom.</param>
/// <param name="Subject">The first line of its message.</param>
/// <param name="Files">What it changed.</param>
public sealed record Commit(string Id, DateTimeOffset Time, string Author, string Subject, IReadOnlyList<FileChange> Files);
