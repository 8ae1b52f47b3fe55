namespace Prunella.Supervisor.Native;

/// <summary>Which file a path leads to at this moment, and in which state it is: another file, or another content, is not equal.</summary>
/// <param name="Device">The file system it lies on.</param>
/// <param name="Inode">Its number there.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Modified">When its content was last changed, in nanoseconds of the wall clock.</param>
/// <param name="Mode">Its kind and permissions.</param>
internal readonly record struct FileIdentity(ulong Device, ulong Inode, long Size, long Modified, ushort Mode)
{
    private const uint WantBasics = 0x7FF;
    private const int KindMask = 0xF000;
    private const int RegularFile = 0x8000;
    private const int AnyExecute = 0x49; // 0111
    private const int SetIds = 0xC00; // 06000

    /// <summary>Whether it is a file that somebody may execute.</summary>
    public bool IsProgram => (Mode & KindMask) == RegularFile && (Mode & AnyExecute) != 0;

    /// <summary>Whether it runs as its owner or group instead of its caller.</summary>
    public bool ChangesUser => (Mode & SetIds) != 0;

    /// <summary>The file behind a path, links followed; null where there is none, or it can not be seen.</summary>
    public static unsafe FileIdentity? Of(string path)
    {
        LibC.Statx status = default;
        return LibC.FileStatus(LibC.AtCurrentDirectory, path, 0, WantBasics, &status) == 0
            ? new FileIdentity(
                ((ulong)status.DeviceMajor << 32) | status.DeviceMinor, status.Inode, status.Size,
                (status.ModifiedSeconds * 1_000_000_000) + status.ModifiedNanoseconds, status.Mode)
            : null;
    }

    /// <summary>Whether the kernel gives capabilities to whoever executes the file.</summary>
    public static unsafe bool GivesCapabilities(string path) => LibC.ExtendedAttribute(path, "security.capability", null, 0) > 0;
}
