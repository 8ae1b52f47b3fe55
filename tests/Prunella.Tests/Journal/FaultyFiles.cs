using Prunella.Journal;

namespace Prunella.Tests.Journal;

/// <summary>A real directory on a disk that fills up, fails, or hangs when told.</summary>
internal sealed class FaultyFiles(IJournalFiles inner) : IJournalFiles, IDisposable
{
    private readonly ManualResetEventSlim _running = new(initialState: true);

    /// <summary>How many more bytes there is room for.</summary>
    public long Room { get; set; } = long.MaxValue;

    public bool SyncFails { get; set; }

    /// <summary>Whether fsync does nothing: for tests that open hundreds of journals and cut no power.</summary>
    public bool SyncIsSkipped { get; set; }

    public string Directory => inner.Directory;

    public void Hang() => _running.Reset();

    public void GoOn() => _running.Set();

    public void Dispose() => _running.Dispose();

    public IDisposable Lock() => inner.Lock();

    public IReadOnlyList<JournalFileName> List() => inner.List();

    public long LengthOf(string name) => inner.LengthOf(name);

    public IJournalFile OpenWrite(string name, bool create) => new FaultyFile(this, inner.OpenWrite(name, create));

    public Stream OpenRead(string name) => inner.OpenRead(name);

    public void Rename(string from, string to) => inner.Rename(from, to);

    public void Delete(string name) => inner.Delete(name);

    public void Sync()
    {
        if (!SyncIsSkipped)
            inner.Sync();
    }

    private sealed class FaultyFile(FaultyFiles disk, IJournalFile file) : IJournalFile
    {
        public long Length => file.Length;

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            disk._running.Wait();
            int fits = (int)Math.Min(bytes.Length, disk.Room);
            file.Write(bytes[..fits], offset);
            disk.Room -= fits;
            if (fits < bytes.Length)
                throw new IOException("No space left on device");
        }

        public void Truncate(long length) => file.Truncate(length);

        public void Sync()
        {
            if (disk.SyncFails)
            {
                // As Linux does: what was not yet on the disk is dropped from the cache.
                file.Truncate(0);
                throw new IOException("Input/output error");
            }

            if (!disk.SyncIsSkipped)
                file.Sync();
        }

        public void Dispose() => file.Dispose();
    }
}
