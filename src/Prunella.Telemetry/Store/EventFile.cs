namespace Prunella.Telemetry.Store;

/// <summary>A file of one day that blocks are added to. Thread-safe: it may be closed while another thread writes.</summary>
internal sealed class EventFile : IDisposable
{
    private readonly Lock _lock = new();
    private readonly FileStream _file;
    private bool _isClosed;

    /// <summary>Opens it, without what a crash left half written at its end.</summary>
    /// <exception cref="IOException">It can not be opened.</exception>
    public EventFile(string path, string day)
    {
        (Path, Day) = (System.IO.Path.GetFullPath(path), day);
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0);
        Length = BlockFile.WholeLength(_file);
        _file.SetLength(Length);
    }

    public string Path { get; }

    /// <summary>The day of its events, as its name begins.</summary>
    public string Day { get; }

    /// <summary>Who writes to it; null where the next one may go on. Guarded by the store's lock.</summary>
    public EventWriter? Writer { get; set; }

    /// <summary>Its bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Adds a block with its header, with one call.</summary>
    /// <returns>False where the file was closed.</returns>
    /// <exception cref="IOException">It can not be written; what stood before stays.</exception>
    public bool TryAppend(ReadOnlySpan<byte> block)
    {
        lock (_lock)
        {
            if (_isClosed)
                return false;
            RandomAccess.Write(_file.SafeFileHandle, block, Length);
            Length += block.Length;
            return true;
        }
    }

    /// <summary>Waits until all is on the disk.</summary>
    public void Flush()
    {
        lock (_lock)
            _file.Flush(flushToDisk: true);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            _file.Dispose();
        }
    }
}
