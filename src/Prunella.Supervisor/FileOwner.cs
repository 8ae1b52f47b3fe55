using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Prunella.Supervisor;

/// <summary>Whose a file is; .NET does not say.</summary>
internal static partial class FileOwner
{
    private const int AtCurrentDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const uint WantUser = 0x8;
    private const int StatxSize = 256;
    private const int UserOffset = 20;

    /// <summary>The effective user id of this process.</summary>
    public static uint CurrentUser { get; } = EffectiveUser();

    /// <summary>The user id of the owner; null where it can not be told.</summary>
    /// <remarks>By statx(2), whose structure is the same on every architecture.</remarks>
    public static uint? Of(string path)
    {
        Span<byte> result = stackalloc byte[StatxSize];
        result.Clear();
        int code = Statx(AtCurrentDirectory, path, DoNotFollow, WantUser, ref MemoryMarshal.GetReference(result));
        return code == 0 ? BinaryPrimitives.ReadUInt32LittleEndian(result[UserOffset..]) : null;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int directory, string path, int flags, uint mask, ref byte result);
}
