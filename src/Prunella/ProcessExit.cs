namespace Prunella;

/// <summary>Ends this process; tests put something milder in its place.</summary>
/// <param name="End">Takes the exit code.</param>
internal sealed record ProcessExit(Action<int> End);
