namespace Prunella.Patterns.Actions;

/// <summary>One step of a plan.</summary>
/// <param name="Title">What it does, in a few words.</param>
/// <param name="Effects">The files that change; empty for a command.</param>
/// <param name="Command">The program and its arguments; empty for a change of files.</param>
public sealed record PlannedStep(string Title, IReadOnlyList<FileEffect> Effects, IReadOnlyList<string> Command);
