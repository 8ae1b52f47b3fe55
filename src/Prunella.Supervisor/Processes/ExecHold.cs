using System.Runtime.InteropServices;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>Stops a launched process by the kernel at the end of its exec, before the program's first instruction, until it is let go.</summary>
/// <remarks>
/// By ptrace(2), with PTRACE_SEIZE and PTRACE_O_TRACEEXEC. All calls must come from one thread, and its end kills what it holds
/// (PTRACE_O_EXITKILL). Signals sent to the process meanwhile wait for it, but for SIGKILL. Once let go nothing of the trace is left.
/// </remarks>
internal sealed unsafe class ExecHold
{
    private readonly int _pid;

    private ExecHold(int pid) => _pid = pid;

    /// <summary>Whether the process stands before the first instruction of its program.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Prepares to stop a process of this thread that waits in the launch script; then the script may go on.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="error">Why not, as an error number of the system.</param>
    /// <returns>Null where the kernel refuses.</returns>
    public static ExecHold? TrySeize(int pid, out int error)
    {
        long result = LibC.Ptrace(LibC.PtraceSeize, pid, 0, LibC.PtraceTraceExec | LibC.PtraceExitKill);
        error = result == 0 ? 0 : Marshal.GetLastPInvokeError();
        return result == 0 ? new ExecHold(pid) : null;
    }

    /// <summary>Takes the stops that the process has come to, and lets it go on from those that are not the one awaited. Does not wait.</summary>
    /// <returns>Whether it is held now.</returns>
    public bool Look() => Look(LibC.WNoHang);

    /// <summary>Waits until it is held, or has ended.</summary>
    /// <returns>Whether it is held now.</returns>
    public bool Await() => Look(0);

    /// <summary>Lets the held process run its program; from now on it is traced by nobody.</summary>
    /// <returns>False where it is gone.</returns>
    public bool Release()
    {
        IsHeld = false;
        return LibC.Ptrace(LibC.PtraceDetach, _pid, 0, 0) == 0;
    }

    private bool Look(int options)
    {
        LibC.SignalInfo info = default;
        while (!IsHeld && LibC.WaitId(LibC.PPid, _pid, &info, LibC.WStopped | LibC.WNoWait | LibC.WExited | options) == 0 && info.ProcessId == _pid)
        {
            if (info.Code != LibC.ChildTrapped)
                return false; // it has ended; whoever watches it takes that
            _ = LibC.WaitId(LibC.PPid, _pid, &info, LibC.WStopped | LibC.WNoHang);
            int happened = info.Status >> 8;
            // The script itself is brought in by one or two execs.
            if (happened == LibC.PtraceEventExec && !LaunchScript.IsIn(ProcessFiles.CommandLine(_pid)))
                IsHeld = true;
            else
                _ = LibC.Ptrace(LibC.PtraceContinue, _pid, 0, happened == 0 ? info.Status & 0x7F : 0);
            info = default;
        }

        return IsHeld;
    }
}
