using System.Buffers;
using System.Text;
using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Live;

/// <summary>Makes records of the lines that one process writes: learns from the first how they are written. Bounded; not thread-safe.</summary>
internal sealed class LiveLines(ILogSink sink)
{
    private const int EnoughLines = 64, BufferBytes = 128 << 10;
    private static readonly TimeSpan EnoughTime = TimeSpan.FromSeconds(5), Quiet = TimeSpan.FromSeconds(1);
    private readonly ArrayBufferWriter<byte> _head = new();
    private LogReader? _reader;
    private DateTimeOffset _first, _last;
    private int _lines;
    private bool _isOpen;

    public void Add(string line, DateTimeOffset now)
    {
        if (_lines++ == 0)
            _first = now;
        (_last, _isOpen) = (now, true);
        int most = Encoding.UTF8.GetMaxByteCount(line.Length) + 1;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(most);
        int length = Encoding.UTF8.GetBytes(line, bytes);
        bytes[length++] = (byte)'\n';
        if (_reader is null)
        {
            _head.Write(bytes.AsSpan(0, length));
            if (_lines >= EnoughLines || _head.WrittenCount >= BufferBytes / 2)
                Learn();
        }
        else
        {
            _reader.Feed(bytes.AsSpan(0, length));
        }

        ArrayPool<byte>.Shared.Return(bytes);
    }

    /// <summary>Hands over what waits for more that does not come.</summary>
    public void Rest(DateTimeOffset now)
    {
        if (_reader is null && _lines > 0 && now - _first >= EnoughTime)
            Learn();
        if (_reader is null || !_isOpen || now - _last < Quiet)
            return;
        _reader.Complete();
        _isOpen = false;
    }

    private void Learn()
    {
        _reader = new LogReader(LogFormat.Learn(_head.WrittenSpan), sink, new byte[BufferBytes]);
        _reader.Feed(_head.WrittenSpan);
        _head.Clear();
    }
}
