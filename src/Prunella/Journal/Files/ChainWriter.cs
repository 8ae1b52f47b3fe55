using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Prunella.Journal;

/// <summary>Writes the chain into its files: lines, rotation, retention. Belongs to one thread.</summary>
/// <remarks>
/// Each method may throw when the disk does, and may then be called again: lines stay in memory until they are known to be on the disk.
/// That also covers a failed fsync, after which Linux forgets what it could not write: all since the last good one is written anew.
/// </remarks>
internal sealed class ChainWriter(IJournalFiles files, JournalOptions options, TimeProvider time, ILogger logger, ChainTip tip) : IDisposable
{
    private readonly byte[] _hash = [.. tip.Hash];
    private ArrayBufferWriter<byte> _unsynced = new();
    private JournalFileName? _name = tip.File;
    private IJournalFile? _file;
    private bool _nameIsDurable = tip.File is not null;
    private long _synced = tip.Length;
    private long _written = tip.Length;

    /// <summary>The place of the last entry that a line was made for.</summary>
    public long LastSequence { get; private set; } = tip.Sequence;

    /// <summary>The hash of that line.</summary>
    public string Head => Encoding.ASCII.GetString(_hash);

    /// <summary>How many bytes are not yet known to be on the disk.</summary>
    public int Unsynced => _unsynced.WrittenCount;

    /// <summary>How many bytes are not yet in the file.</summary>
    public long Unwritten => _synced + _unsynced.WrittenCount - _written;

    /// <summary>Makes the line of an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="last">The last place that the line stands for.</param>
    /// <returns>False where the file is full: then rotate first.</returns>
    public bool TryAdd(JournalEntry entry, long last)
    {
        int before = _unsynced.WrittenCount;
        Span<byte> hash = stackalloc byte[JournalLine.HashLength];
        _hash.CopyTo(hash);
        WriteLine(entry, hash);
        if (_synced + before > 0 && _synced + _unsynced.WrittenCount > options.MaxFileBytes)
        {
            TakeBack(before);
            return false;
        }

        _name ??= JournalFileName.For(entry.Sequence, time.GetUtcNow());
        hash.CopyTo(_hash);
        LastSequence = last;
        return true;
    }

    /// <summary>Brings every line into the file.</summary>
    public void Write()
    {
        if (Unwritten == 0)
            return;
        try
        {
            EnsureOpen();
            _file!.Write(_unsynced.WrittenSpan[(int)(_written - _synced)..], _written);
            _written = _synced + _unsynced.WrittenCount;
        }
        catch
        {
            Close();
            throw;
        }
    }

    /// <summary>Brings every line onto the disk.</summary>
    public void Sync()
    {
        Write();
        if (_unsynced.WrittenCount == 0)
            return;
        try
        {
            EnsureOpen();
            _file!.Sync();
            if (!_nameIsDurable)
                files.Sync();
            // A deleted file can be written to without an error as long as it is open.
            if (files.LengthOf(_name!.Name) < _written)
                throw new IOException($"'{_name.Name}' was cut from outside.");
        }
        catch
        {
            _written = _synced;
            Close();
            throw;
        }

        _nameIsDurable = true;
        _synced = _written;
        if (_unsynced.Capacity > 1 << 20)
            _unsynced = new ArrayBufferWriter<byte>();
        else
            _unsynced.ResetWrittenCount();
    }

    /// <summary>Ends the file; the next line begins a new one. The oldest files go where there are too many.</summary>
    public void Rotate()
    {
        Sync();
        Close();
        _name = null;
        _nameIsDurable = false;
        _synced = _written = 0;
        RetireOldest();
    }

    public void Dispose() => Close();

    private void WriteLine(JournalEntry entry, Span<byte> hash)
    {
        int before = _unsynced.WrittenCount;
        try
        {
            JournalLine.Write(_unsynced, entry, hash);
        }
        catch (Exception error)
        {
            // One fact that can not be written must not hold up all that follow.
            logger.NotSerialised(error, entry.Event.GetType().Name);
            TakeBack(before);
            _hash.CopyTo(hash);
            var fault = new InternalFault { Stage = "journal", Error = $"A fact of type {entry.Event.GetType().Name} could not be serialised." };
            JournalLine.Write(_unsynced, entry with { Event = fault }, hash);
        }
    }

    private void TakeBack(int count)
    {
        byte[] kept = _unsynced.WrittenSpan[..count].ToArray();
        _unsynced.ResetWrittenCount();
        _unsynced.Write(kept);
    }

    private void EnsureOpen()
    {
        if (_file is not null)
            return;

        // A file that holds nothing yet may be missing; one that should hold lines may not.
        IJournalFile? file = TryOpen(create: _written == 0);
        long length = file?.Length ?? 0;
        if (length < _written)
        {
            file?.Dispose();
            BeginAnew();
            file = files.OpenWrite(_name!.Name, create: true);
            length = file.Length;
        }

        _file = file;
        if (length > _written)
            _file!.Truncate(_written); // the torn end of a write that failed
    }

    private IJournalFile? TryOpen(bool create)
    {
        try
        {
            return files.OpenWrite(_name!.Name, create);
        }
        catch (Exception error) when (!create && error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    // Lines known to be on the disk are gone: somebody deleted or cut the file. The chain goes on, and verify will name the gap.
    private void BeginAnew()
    {
        _ = JournalLine.TryReadSequence(_unsynced.WrittenSpan, out long sequence);
        JournalFileName name = JournalFileName.For(sequence, time.GetUtcNow());
        logger.FileGone(_name!.Name, name.Name);
        _name = name;
        _nameIsDurable = false;
        _synced = _written = 0;
    }

    private void Close()
    {
        _file?.Dispose();
        _file = null;
    }

    private void RetireOldest()
    {
        IReadOnlyList<JournalFileName> all = files.List();
        long[] lengths = [.. all.Select(LengthOf)];
        // Room for the file that begins now.
        long total = lengths.Sum() + options.MaxFileBytes;
        for (int i = 0; i < all.Count && total > options.MaxTotalBytes; i++)
        {
            files.Delete(all[i].Name);
            logger.FileRetired(all[i].Name, options.MaxTotalBytes);
            total -= lengths[i];
        }
    }

    private long LengthOf(JournalFileName file)
    {
        try
        {
            return files.LengthOf(file.Name);
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
