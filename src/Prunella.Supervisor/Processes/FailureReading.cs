using Prunella.Health;
using Prunella.Kernel;

namespace Prunella.Supervisor;

/// <summary>What health is told of a process that failed: proof by itself, with the last lines it wrote.</summary>
internal static class FailureReading
{
    private const int ToldLines = 20;

    /// <summary>It ended, and nobody had asked for it.</summary>
    public static HealthReading OfExit(ManagedProcess process, ExitStatus status, IReadOnlyList<string> lines)
    {
        string ended = status.Signal is null ? $"ended with {status}, which nobody asked for" : $"killed by {status}";
        return Of(process, FormattableString.Invariant($"{ended}, after {process.Uptime.TotalSeconds:0.00} s"), lines);
    }

    /// <summary>It lives, and is of no use.</summary>
    public static HealthReading Of(ManagedProcess process, string reason) => Of(process, reason, process.LastLines());

    private static HealthReading Of(ManagedProcess process, string reason, IReadOnlyList<string> lines) =>
        new(HealthState.Failed, reason)
        {
            Conclusive = true, Evidence = [$"process {process.Id}: {reason}", .. lines.TakeLast(ToldLines)],
        };
}
