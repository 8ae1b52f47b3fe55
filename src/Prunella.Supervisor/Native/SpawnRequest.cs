namespace Prunella.Supervisor.Native;

/// <summary>A process to be started.</summary>
/// <param name="Arguments">The program, found by <c>PATH</c>, and its arguments.</param>
/// <param name="Environment">All of its variables.</param>
/// <param name="Descriptors">Its descriptors from 0 on, by the numbers that we hold them under.</param>
internal sealed record SpawnRequest(
    IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, IReadOnlyList<int> Descriptors);
