namespace Prunella.Patterns.Actions;

/// <summary>What a command did.</summary>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="Output">The end of what it printed, of both streams; at most <see cref="CommandRunner.MostOutput"/> characters.</param>
public sealed record CommandResult(int ExitCode, string Output);
