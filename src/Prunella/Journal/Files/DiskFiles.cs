using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Prunella.Journal;

/// <summary>A real directory, readable by its owner alone.</summary>
internal sealed partial class DiskFiles(string directory) : IJournalFiles
{
    private const string LockName = "journal.lock";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Directory { get; } = Path.GetFullPath(directory);

    public IDisposable Lock()
    {
        CreateDirectory();
        try
        {
            FileStream held = new(PathOf(LockName), OptionsFor(FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            NoteOwner(held);
            return held;
        }
        catch (IOException error) when (error is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new IOException($"The journal in '{Directory}' is open in another process{Owner()}.", error);
        }
    }

    public IReadOnlyList<JournalFileName> List() =>
    [
        .. System.IO.Directory.EnumerateFiles(Directory)
            .Select(static path => JournalFileName.Parse(Path.GetFileName(path)))
            .OfType<JournalFileName>()
            .OrderBy(static file => file.Name, StringComparer.Ordinal),
    ];

    public long LengthOf(string name) => new FileInfo(PathOf(name)).Length;

    public IJournalFile OpenWrite(string name, bool create)
    {
        if (create)
            CreateDirectory(); // it may have been deleted meanwhile
        // Only to be created with the right mode: random access by handle takes no stream.
        using (FileStream opened = new(PathOf(name), OptionsFor(create ? FileMode.OpenOrCreate : FileMode.Open, FileAccess.Write, FileShare.ReadWrite)))
        {
        }

        return new DiskFile(File.OpenHandle(PathOf(name), FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
    }

    public Stream OpenRead(string name) =>
        new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    public void Rename(string from, string to) => File.Move(PathOf(from), PathOf(to));

    public void Delete(string name) => File.Delete(PathOf(name));

    public void Sync()
    {
        if (!OperatingSystem.IsLinux())
            return; // elsewhere a directory is not a file that can be forced to disk
        using SafeFileHandle handle = OpenReadOnly(Directory);
        if (FileSync(handle) != 0)
            throw new IOException($"'{Directory}' could not be forced to the disk: error {Marshal.GetLastPInvokeError()}.");
    }

    private void CreateDirectory()
    {
        if (OperatingSystem.IsWindows())
            _ = System.IO.Directory.CreateDirectory(Directory);
        else
            _ = System.IO.Directory.CreateDirectory(Directory, OwnerOnly | UnixFileMode.UserExecute);
    }

    private static FileStreamOptions OptionsFor(FileMode mode, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode == FileMode.OpenOrCreate)
            options.UnixCreateMode = OwnerOnly;
        return options;
    }

    private static void NoteOwner(FileStream held)
    {
        try
        {
            held.SetLength(0);
            held.Write(Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
        }
        catch (IOException)
        {
            // The disk is full: the lock holds all the same, only its owner stays unnamed.
        }
    }

    // .NET would ask for the lock itself to read the file; a plain open does not.
    private string Owner()
    {
        if (!OperatingSystem.IsLinux())
            return string.Empty;
        try
        {
            using SafeFileHandle handle = OpenReadOnly(PathOf(LockName));
            Span<byte> text = stackalloc byte[16];
            int length = RandomAccess.Read(handle, text, 0);
            return int.TryParse(Encoding.ASCII.GetString(text[..length]).Trim(), CultureInfo.InvariantCulture, out int pid) ? $" (pid {pid})" : string.Empty;
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }

    private static SafeFileHandle OpenReadOnly(string path)
    {
        const int readOnlyCloseOnExec = 0x80000;
        SafeFileHandle handle = Open(path, readOnlyCloseOnExec);
        return handle.IsInvalid ? throw new IOException($"'{path}' could not be opened: error {Marshal.GetLastPInvokeError()}.") : handle;
    }

    private string PathOf(string name) => Path.Combine(Directory, name);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int FileSync(SafeFileHandle handle);
}
