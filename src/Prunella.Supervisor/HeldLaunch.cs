using System.ComponentModel;
using System.Runtime.InteropServices;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>Whether the next process of a service can be held before the first instruction of its program, which makes a restart fastest.</summary>
/// <remarks>It takes ptrace(2) of the supervisor's own children, which seccomp or Yama may refuse. Without it a restart takes an exec more.</remarks>
public static class HeldLaunch
{
    private static readonly Lazy<string?> Trial = new(Try);

    /// <summary>Why it can not; null where it can. Tried once for each process, which takes some milliseconds.</summary>
    public static string? WhyUnavailable => Trial.Value;

    private static string? Try()
    {
        if (!OperatingSystem.IsLinux())
            return "this is not Linux";
        (Descriptor read, Descriptor gate) = Descriptor.Pipe(nonBlocking: false);
        using (gate)
        {
            try
            {
                var environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" };
                using var silence = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.ReadWrite);
                int nothing = (int)silence.DangerousGetHandle();
                int pid;
                using (read)
                    pid = ProcessSpawner.Start(new SpawnRequest(LaunchScript.Trial, environment, [read.Number, nothing, nothing]));
                ExecHold? hold = ExecHold.TrySeize(pid, out int error);
                _ = gate.TryWrite("go\n"u8);
                bool held = hold?.Await() == true && hold.Release();
                bool ran = ChildProcess.Reap(pid) is { Code: 0 };
                return hold is null ? $"ptrace is refused: {Marshal.GetPInvokeErrorMessage(error)}"
                    : held && ran ? null : "a process held before its first instruction does not go on as it should";
            }
            catch (Win32Exception error)
            {
                return error.Message;
            }
        }
    }
}
