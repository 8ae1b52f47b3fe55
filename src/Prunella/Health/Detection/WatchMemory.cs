using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>Keeps what watches have learned over a restart of the process: one file, written anew every five minutes and put in place as a whole.</summary>
/// <remarks>
/// What cannot be read, is of another version or too long counts as nothing: the watches learn anew. The file holds names of series and numbers, no measurements of
/// persons. The hub calls it on its thread; the writing is done on the thread pool, one at a time.
/// </remarks>
public sealed class WatchMemory : ISeriesObserver
{
    /// <summary>The longest file, in bytes; what does not fit is not kept.</summary>
    public const int MaxBytes = 64 << 20;

    private const uint Format = 0x50574D01; // "PWM", version 1
    private const int Head = 12, MaxKey = 4096;
    private static readonly TimeSpan _period = TimeSpan.FromMinutes(5);

    private readonly string _file;
    private readonly ILogger _logger;
    private readonly Dictionary<string, byte[]> _past;
    private readonly List<Func<IEnumerable<KeyValuePair<string, byte[]>>>> _sources = [];
    private DateTimeOffset _next;
    private Task _writing = Task.CompletedTask;

    /// <param name="file">Where it is kept; read at once.</param>
    /// <param name="logger">Told of what fails; none by default.</param>
    public WatchMemory(string file, ILogger<WatchMemory>? logger = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        (_file, _logger) = (file, logger ?? NullLogger<WatchMemory>.Instance);
        _past = Read();
    }

    /// <summary>What was kept under a key; null for nothing.</summary>
    public byte[]? Find(string key) => _past.GetValueOrDefault(key);

    /// <summary>Asks for what is to be kept, each time before it is written; on the hub's thread.</summary>
    public void Keep(Func<IEnumerable<KeyValuePair<string, byte[]>>> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        _sources.Add(source);
    }

    /// <inheritdoc/>
    public void OnPoint(SeriesInfo series, in SeriesPoint point)
    {
    }

    /// <inheritdoc/>
    public void OnRolledUp(DateTimeOffset time)
    {
        if (_next == default || _next - time > _period)
            _next = time + _period;
        if (time < _next || !_writing.IsCompleted)
            return;
        _next = time + _period;
        byte[] bytes = Gather();
        _writing = Task.Run(() => Write(bytes));
    }

    /// <summary>Completes when what is being written has been.</summary>
    public Task FlushAsync() => _writing;

    private byte[] Gather()
    {
        using var buffer = new MemoryStream();
        buffer.Write(new byte[Head]);
        Span<byte> number = stackalloc byte[4];
        foreach ((string key, byte[] state) in _sources.SelectMany(static source => source()))
        {
            byte[] name = Encoding.UTF8.GetBytes(key);
            if (name.Length > MaxKey || buffer.Length + name.Length + state.Length + 8 > MaxBytes)
                continue;
            BinaryPrimitives.WriteInt32LittleEndian(number, name.Length);
            buffer.Write(number);
            buffer.Write(name);
            BinaryPrimitives.WriteInt32LittleEndian(number, state.Length);
            buffer.Write(number);
            buffer.Write(state);
        }

        byte[] bytes = buffer.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Format);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Checksum(bytes.AsSpan(Head)));
        return bytes;
    }

    private void Write(byte[] bytes)
    {
        string beside = _file + ".new";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(_file)) is { } folder)
                _ = Directory.CreateDirectory(folder);
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, _file, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _logger.MemoryFailed(_file, error.Message);
        }
    }

    private Dictionary<string, byte[]> Read()
    {
        var kept = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            if (!File.Exists(_file))
                return kept;
            if (new FileInfo(_file).Length is < Head or > MaxBytes)
                throw new IOException("it is too short or too long");
            ReadOnlySpan<byte> bytes = File.ReadAllBytes(_file);
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Format)
                throw new IOException("it is of another version");
            if (BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]) != bytes.Length || BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]) != Checksum(bytes[Head..]))
                throw new IOException("it is damaged");
            for (bytes = bytes[Head..]; !bytes.IsEmpty;)
            {
                string key = Encoding.UTF8.GetString(Part(ref bytes));
                kept[key] = Part(ref bytes).ToArray();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            _logger.MemoryFailed(_file, error.Message);
            kept.Clear();
        }

        return kept;
    }

    private static ReadOnlySpan<byte> Part(ref ReadOnlySpan<byte> bytes)
    {
        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        ReadOnlySpan<byte> part = bytes.Slice(4, length);
        bytes = bytes[(4 + length)..];
        return part;
    }

    // FNV-1a: against half-written files, not against forgery.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        uint hash = 2166136261;
        foreach (byte part in bytes)
            hash = (hash ^ part) * 16777619;
        return hash;
    }
}
