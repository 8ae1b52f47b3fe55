using System.Buffers.Binary;
using System.Numerics;

namespace Prunella.Patterns.Stores;

/// <summary>A file of frames that wait to be sent: appended at its end, discarded from its beginning. What <see cref="Append"/> returned from is on the disk. Not thread-safe.</summary>
/// <remarks>A frame is its length and its CRC-32C, both 32 bits and little-endian, and its bytes. The file is locked while it is open, and the lock ends with the process.</remarks>
internal sealed class PendingFile : IDisposable
{
    public const string Extension = ".pending";
    private const int Head = 8;

    private readonly string _path;
    private FileStream _file;

    private PendingFile(string path, FileStream file)
    {
        _path = path;
        _file = file;
    }

    /// <summary>How many bytes wait.</summary>
    public long Length { get; private set; }

    /// <summary>A new file in a folder, which is made where it is not there.</summary>
    public static PendingFile Create(string folder)
    {
        _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        while (true)
        {
            string path = Path.Combine(folder, $"{Guid.NewGuid():N}{Extension}");
            // Somebody who looks for left files may have taken it between its making and its lock.
            if (TryLock(path, FileMode.CreateNew) is { } file)
                return new PendingFile(path, file);
        }
    }

    /// <summary>The files of processes that have ended, each locked for the caller.</summary>
    public static IEnumerable<PendingFile> Left(string folder)
    {
        // Of a process that ended while it made its file shorter: what is in it is in the file too.
        foreach (string path in Directory.EnumerateFiles(folder, $"*{Extension}.new"))
        {
            if (TryLock(path, FileMode.Open) is { } half)
                new PendingFile(path, half).Remove();
        }

        foreach (string path in Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal))
        {
            if (TryLock(path, FileMode.Open) is not { } file)
                continue;
            var pending = new PendingFile(path, file);
            pending.Recover();
            yield return pending;
        }
    }

    public void Append(ReadOnlySpan<byte> frame)
    {
        byte[] bytes = new byte[Head + frame.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, frame.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), Checksum(frame));
        frame.CopyTo(bytes.AsSpan(Head));
        try
        {
            RandomAccess.Write(_file.SafeFileHandle, bytes, Length);
            RandomAccess.FlushToDisk(_file.SafeFileHandle);
        }
        catch (IOException error)
        {
            // The next one is written over what may be there of it.
            throw new StoreUnavailableException($"'{_path}' can not be written: {error.Message}", error);
        }

        Length += bytes.Length;
    }

    /// <summary>The frame at a position; null at the end, or where there is no whole one.</summary>
    public byte[]? ReadAt(long position)
    {
        Span<byte> head = stackalloc byte[Head];
        if (!Fill(head, position) || BinaryPrimitives.ReadInt32LittleEndian(head) is var length && (length < 0 || length > Length - position - Head))
            return null;
        byte[] frame = new byte[BinaryPrimitives.ReadInt32LittleEndian(head)];
        return Fill(frame, position + Head) && Checksum(frame) == BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) ? frame : null;
    }

    /// <summary>Where the frame after one begins.</summary>
    public static long After(long position, byte[] frame) => position + Head + frame.Length;

    /// <summary>Drops all before a position. A crash meanwhile leaves the file as it was or as it should be.</summary>
    public void Discard(long position)
    {
        if (position == Length)
        {
            _file.SetLength(Length = 0);
            return;
        }

        byte[] rest = new byte[Length - position];
        _ = Fill(rest, position);
        string path = _path + ".new";
        FileStream file = TryLock(path, FileMode.Create) ?? throw new StoreUnavailableException($"'{path}' is in use.");
        RandomAccess.Write(file.SafeFileHandle, rest, 0);
        RandomAccess.FlushToDisk(file.SafeFileHandle);
        File.Move(path, _path, overwrite: true);
        _file.Dispose();
        _file = file;
        Length = rest.Length;
    }

    /// <summary>Removes the file; all in it was sent.</summary>
    public void Remove()
    {
        File.Delete(_path); // before the lock ends: nobody finds it in between
        _file.Dispose();
    }

    public void Dispose() => _file.Dispose();

    private static FileStream? TryLock(string path, FileMode mode)
    {
        var how = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows() && mode != FileMode.Open)
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            var file = new FileStream(path, how);
            if (File.Exists(path))
                return file;
            file.Dispose(); // removed by another between our opening and our lock
        }
        catch (Exception error) when (error is FileNotFoundException || error is IOException && File.Exists(path))
        {
            // Another has it.
        }

        return null;
    }

    // A frame that is not whole was being written when its process ended: nobody was told that it is kept. Anything else is damage, and is put aside.
    private void Recover()
    {
        Length = RandomAccess.GetLength(_file.SafeFileHandle);
        long position = 0;
        while (ReadAt(position) is { } frame)
            position = After(position, frame);
        if (position == Length)
            return;
        Span<byte> head = stackalloc byte[Head];
        bool torn = !Fill(head, position) || BinaryPrimitives.ReadInt32LittleEndian(head) is var length && length >= 0 && length >= Length - position - Head;
        if (!torn)
        {
            byte[] rest = new byte[Length - position];
            _ = Fill(rest, position);
            File.WriteAllBytes($"{_path}.damaged", rest);
        }

        _file.SetLength(Length = position);
    }

    private bool Fill(Span<byte> bytes, long position)
    {
        while (bytes.Length > 0)
        {
            int read = RandomAccess.Read(_file.SafeFileHandle, bytes, position);
            if (read == 0)
                return false;
            bytes = bytes[read..];
            position += read;
        }

        return true;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~0u;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
