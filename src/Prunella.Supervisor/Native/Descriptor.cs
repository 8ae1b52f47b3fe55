using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Prunella.Supervisor.Native;

/// <summary>A file descriptor of ours, closed once. All are close-on-exec: a child gets only what it is given.</summary>
internal sealed unsafe class Descriptor : SafeHandleZeroOrMinusOneIsInvalid
{
    public Descriptor(int number)
        : base(ownsHandle: true) => SetHandle(number);

    public int Number => (int)handle;

    /// <summary>A pipe.</summary>
    /// <param name="nonBlocking">Whether its read end does not block. Its write end always does: a program must not meet EAGAIN at its standard output.</param>
    public static (Descriptor Read, Descriptor Write) Pipe(bool nonBlocking)
    {
        int* ends = stackalloc int[2];
        if (LibC.Pipe(ends, LibC.OCloexec) != 0 || (nonBlocking && LibC.FileControl(ends[0], LibC.FSetFl, LibC.ONonblock) != 0))
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        return (new Descriptor(ends[0]), new Descriptor(ends[1]));
    }

    /// <summary>Opens a file of the kernel, as one of a cgroup; null where that is refused.</summary>
    public static Descriptor? TryOpenToWrite(string path)
    {
        int number = LibC.Open(path, LibC.OWriteOnly | LibC.OCloexec);
        return number < 0 ? null : new Descriptor(number);
    }

    /// <summary>Keeps from our children what we inherited ourselves beyond standard input, output and error: our parent meant it for us, if for anybody.</summary>
    public static void KeepFromChildren()
    {
        foreach (string path in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out int number) && number > 2)
                _ = LibC.FileControl(number, LibC.FSetFd, LibC.FdCloexec);
        }
    }

    /// <returns>Bytes read, 0 at the end, -1 where nothing is there now.</returns>
    public int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            nint count;
            do
                count = LibC.Read(Number, start, buffer.Length);
            while (count < 0 && Marshal.GetLastPInvokeError() == LibC.EIntr);
            return count < 0 && Marshal.GetLastPInvokeError() != LibC.EAgain ? 0 : (int)count;
        }
    }

    /// <summary>Writes as much as goes without waiting.</summary>
    /// <returns>Whether all of it went.</returns>
    public bool TryWrite(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
            return LibC.Write(Number, start, bytes.Length) == bytes.Length;
    }

    protected override bool ReleaseHandle() => LibC.Close((int)handle) == 0;
}
