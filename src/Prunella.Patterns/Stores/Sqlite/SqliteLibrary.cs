using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Prunella.Patterns.Stores.Sqlite;

/// <summary>Which SQLite is used: the system's, which gets security updates; the one in the package, from 2021, only where there is none.</summary>
internal static class SqliteLibrary
{
    private const string Import = "e_sqlite3";
    private const string SystemLibrary = "libsqlite3.so.0";

    private static readonly Lazy<bool> Loaded = new(Register);

    public static void Load() => _ = Loaded.Value;

    private static bool Register()
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        }
        catch (InvalidOperationException)
        {
            // The program has chosen its SQLite already.
        }

        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        return true;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Import || OperatingSystem.IsWindows())
            return 0;
        if (NativeLibrary.TryLoad(SystemLibrary, out nint handle))
            return handle;
        Console.Error.WriteLine($"warning: {SystemLibrary} was not found; using the SQLite 3.35.5 of the package, which has published vulnerabilities.");
        return 0; // the runtime then looks beside the program
    }
}
