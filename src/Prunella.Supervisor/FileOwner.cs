using System.Runtime.InteropServices;
using Prunella.Supervisor.Native;

namespace Prunella.Supervisor;

/// <summary>Whose a file is; .NET does not say.</summary>
internal static partial class FileOwner
{
    private const uint WantUser = 0x8;

    /// <summary>The effective user id of this process.</summary>
    public static uint CurrentUser { get; } = EffectiveUser();

    /// <summary>The user id of the owner; null where it can not be told.</summary>
    public static unsafe uint? Of(string path)
    {
        LibC.Statx status = default;
        return LibC.FileStatus(LibC.AtCurrentDirectory, path, LibC.DoNotFollow, WantUser, &status) == 0 ? status.User : null;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint EffectiveUser();
}
