using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Prunella.EndToEnd.Support;

/// <summary>Has the kernel refuse a call to this process and all that it starts, as the sandbox of a container does.</summary>
internal static unsafe partial class Seccomp
{
    private const int NoNewPrivileges = 38;
    private const int SetModeFilter = 1;
    private const int AllThreads = 1;
    private const uint Allow = 0x7FFF_0000;
    private const uint FailNotPermitted = 0x0005_0001; // SECCOMP_RET_ERRNO | EPERM

    /// <summary>The number of ptrace(2); 0 where it is not known on this architecture.</summary>
    public static int Ptrace { get; } = RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => 101, Architecture.Arm64 => 117, _ => 0 };

    private static int Number => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 317 : 277;

    /// <exception cref="Win32Exception">The kernel does not take the filter.</exception>
    public static void Refuse(int call)
    {
        Instruction* filter = stackalloc Instruction[]
        {
            new(0x20, 0, 0, 0), // the number of the call
            new(0x15, 0, 1, (uint)call), // is it this one?
            new(0x06, 0, 0, FailNotPermitted),
            new(0x06, 0, 0, Allow),
        };
        var program = new FilterProgram { Length = 4, Filter = filter };
        if (ProcessControl(NoNewPrivileges, 1, 0, 0, 0) != 0 || SystemCall(Number, SetModeFilter, AllThreads, &program) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial long SystemCall(long number, long operation, long flags, void* argument);

    /// <summary>struct sock_filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Instruction(ushort code, byte ifTrue, byte ifFalse, uint value)
    {
        public readonly ushort Code = code;
        public readonly byte IfTrue = ifTrue;
        public readonly byte IfFalse = ifFalse;
        public readonly uint Value = value;
    }

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FilterProgram
    {
        public ushort Length;
        public Instruction* Filter;
    }
}
