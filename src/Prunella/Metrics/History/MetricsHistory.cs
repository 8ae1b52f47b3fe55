using System.Buffers.Binary;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace Prunella.Metrics;

/// <summary>Keeps packed points in a file, so that a restart does not forget them.</summary>
/// <remarks>
/// Blocks are appended as they are packed. Once the file has grown to twice what the hub holds it is written anew beside the old one, forced to the disk and
/// renamed over it: it stays within about twice the budget of points. A disk that fails costs the history, not the metrics. What was packed is written by the
/// thread that collects, never by the one that rolls up.
/// </remarks>
internal sealed class MetricsHistory : IDisposable
{
    private const long LeastBeforeRewrite = 1 << 20;
    private const int MostPending = 8 << 20;

    private readonly string _file;
    private readonly StoreShape _shape;
    private readonly ILogger _logger;
    private readonly Dictionary<SeriesKey, List<(PointResolution Tier, byte[] Block)>> _past;
    private readonly Lock _lock = new();
    private readonly long _shareOfPast;
    private readonly List<SeriesSlot> _series = [];
    private MemoryStream _pending = new();
    private SafeFileHandle? _handle;
    private long _length;
    private long _lengthAnew;
    private bool _failed;
    private int _pastNumber;

    public MetricsHistory(string file, StoreShape shape, MetricsOptions options, ILogger logger)
    {
        _file = file;
        _shape = shape;
        _logger = logger;
        try
        {
            _past = PastSeries.Read(file, shape.Period, logger);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.HistoryFailed(file, error);
            _past = [];
        }

        _shareOfPast = options.PointBytes / Math.Max(1, _past.Count);
    }

    /// <summary>Gives a new series its past, and keeps what it packs from now on.</summary>
    public void Attach(SeriesSlot slot)
    {
        int series = slot.Info.Id.Value;
        lock (_lock)
        {
            if (_past.Remove(slot.Info.Key, out List<(PointResolution Tier, byte[] Block)>? blocks))
            {
                foreach ((PointResolution tier, byte[] block) in blocks)
                {
                    if (!_shape.IsAfter(BitConverter.ToInt32(block), tier, slot.Info.FirstSeen))
                        _ = slot.Store.Restore(tier, block, _shareOfPast);
                }
            }

            _series.Add(slot);
            _pending.Write(HistoryRecord.OfSeries(series, slot.Info.Key));
            // The past of the series is in the file under another number, or will be lost with the old file: the next rewrite puts it right.
            foreach ((PointResolution tier, byte[] block) in blocks ?? [])
                _pending.Write(HistoryRecord.OfPoints(series, tier, block));
        }

        slot.OnPacked = (tier, block) =>
        {
            byte[] record = HistoryRecord.OfPoints(series, tier, block);
            lock (_lock)
            {
                if (_pending.Length < MostPending)
                    _pending.Write(record);
            }
        };
    }

    /// <summary>Writes what waits. The collecting thread.</summary>
    public void Flush()
    {
        if (_failed)
            return;
        try
        {
            if (_handle is null || _length > LeastBeforeRewrite + (2 * _lengthAnew))
                WriteAnew();
            MemoryStream full;
            lock (_lock)
            {
                if (_pending.Length == 0)
                    return;
                (full, _pending) = (_pending, new MemoryStream());
            }

            RandomAccess.Write(_handle!, full.GetBuffer().AsSpan(0, (int)full.Length), _length);
            _length += full.Length;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _failed = true;
            _logger.HistoryFailed(_file, error);
        }
    }

    /// <summary>Packs what is open, writes it and forces it to the disk.</summary>
    public void Dispose()
    {
        foreach (SeriesSlot slot in _series)
            slot.Store.Pack(long.MaxValue / 100, slot.OnPacked);
        Flush();
        try
        {
            if (_handle is not null && !_failed)
                RandomAccess.FlushToDisk(_handle);
        }
        catch (IOException error)
        {
            _logger.HistoryFailed(_file, error);
        }

        _handle?.Dispose();
    }

    private void WriteAnew()
    {
        SeriesSlot[] series;
        lock (_lock)
        {
            series = [.. _series];
            _pending = new MemoryStream(); // all of it is in the stores, and so in the new file
            foreach ((SeriesKey key, List<(PointResolution Tier, byte[] Block)> blocks) in _past.Where(_ => _handle is null))
                WritePast(key, blocks);
        }

        string fresh = _file + ".new";
        _ = Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_file))!);
        SafeFileHandle handle = File.OpenHandle(fresh, FileMode.Create, FileAccess.Write, FileShare.Read);
        try
        {
            byte[] head = [.. PastSeries.Magic, .. BitConverter.GetBytes(_shape.Period.Ticks)];
            long length = head.Length;
            RandomAccess.Write(handle, head, 0);
            foreach (SeriesSlot slot in series)
            {
                using MemoryStream records = new();
                records.Write(HistoryRecord.OfSeries(slot.Info.Id.Value, slot.Info.Key));
                slot.Store.CopyTo((tier, block) => records.Write(HistoryRecord.OfPoints(slot.Info.Id.Value, tier, block)));
                RandomAccess.Write(handle, records.GetBuffer().AsSpan(0, (int)records.Length), length);
                length += records.Length;
            }

            RandomAccess.FlushToDisk(handle);
            File.Move(fresh, _file, overwrite: true);
            _handle?.Dispose();
            (_handle, _length, _lengthAnew) = (handle, length, length);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    // Series of the last run that nobody has measured yet: kept for as long as this file is, under numbers of their own.
    private void WritePast(SeriesKey key, List<(PointResolution Tier, byte[] Block)> blocks)
    {
        int number = -1 - _pastNumber++;
        _pending.Write(HistoryRecord.OfSeries(number, key));
        foreach ((PointResolution tier, byte[] block) in blocks)
            _pending.Write(HistoryRecord.OfPoints(number, tier, block));
    }
}
