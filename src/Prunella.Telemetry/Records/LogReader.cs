using Microsoft.Extensions.Logging;

namespace Prunella.Telemetry.Records;

/// <summary>Splits a log into records and reads their headers.</summary>
/// <remarks>Keeps one buffer; allocates nothing for a line. Not thread-safe.</remarks>
public sealed class LogReader
{
    /// <summary>A line that is longer is cut into several; a record that is longer ends there.</summary>
    public const int MaxRecordBytes = 1 << 20;

    internal const int BufferBytes = 2 * MaxRecordBytes;

    /// <summary>Bytes that are best read at once: they stay in the processor's nearest caches until they are done with.</summary>
    internal const int ChunkBytes = 128 * 1024;

    private readonly LogFormat _format;
    private readonly ILogSink _sink;
    private readonly JsonRecord? _json;
    private readonly byte[] _buffer;
    private int _filled;
    private long _line;
    private int _lastLayout;

    /// <param name="format">How the log is written.</param>
    /// <param name="sink">Takes the records.</param>
    public LogReader(LogFormat format, ILogSink sink)
        : this(format, sink, new byte[BufferBytes])
    {
    }

    /// <summary>Takes the buffer of a reader that has completed.</summary>
    internal LogReader(LogFormat format, ILogSink sink, byte[] buffer)
    {
        _buffer = buffer;
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(sink);
        _format = format;
        _sink = sink;
        _json = format.IsJson ? new JsonRecord() : null;
    }

    /// <summary>Lines that were cut because they are longer than <see cref="MaxRecordBytes"/>.</summary>
    public long CutLines { get; private set; }

    /// <summary>Lines of a log of JSON that are none.</summary>
    public long BadLines { get; private set; }

    /// <summary>Lines of all records that were handed over, blank ones between them too.</summary>
    public long Lines => _line;

    /// <summary>Reads all that a stream has.</summary>
    /// <exception cref="IOException">The stream can not be read.</exception>
    public void Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        int read;
        while ((read = stream.Read(Room)) > 0)
            Take(read);
        Complete();
    }

    /// <summary>Where the next bytes may be put, never nothing; <see cref="Take"/> tells how many they are.</summary>
    internal Span<byte> Room => _buffer.AsSpan(_filled, Math.Min(ChunkBytes, _buffer.Length - _filled));

    /// <summary>Takes in bytes that were put into <see cref="Room"/>.</summary>
    internal void Take(int count)
    {
        _filled += count;
        Consume(final: false);
    }

    /// <summary>Takes in the next bytes of the log, which may end anywhere.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            Span<byte> room = Room;
            int take = Math.Min(bytes.Length, room.Length);
            bytes[..take].CopyTo(room);
            bytes = bytes[take..];
            Take(take);
        }
    }

    /// <summary>Hands over what is left: the log ends here.</summary>
    public void Complete() => Consume(final: true);

    private void Consume(bool final)
    {
        ReadOnlySpan<byte> data = _buffer.AsSpan(0, _filled);
        int used = Records(data, final);
        if (used == 0 && _filled == _buffer.Length)
        {
            CutLines++;
            used = Records(data, final: true);
        }

        if (used < _filled)
            _buffer.AsSpan(used, _filled - used).CopyTo(_buffer);
        _filled -= used;
    }

    /// <summary>Hands over whole records; the last one only at the end, for more lines of it may follow.</summary>
    /// <returns>How many bytes are done with.</returns>
    private int Records(ReadOnlySpan<byte> data, bool final)
    {
        int start = -1, lines = 0, at = 0;
        Header header = default;
        while (at < data.Length)
        {
            int length = data[at..].IndexOf((byte)'\n');
            if (length < 0 && !final)
                break;
            int end = length < 0 ? data.Length : at + length;
            ReadOnlySpan<byte> line = data[at..end];
            bool begins = Begins(line, start >= 0, out Header next);
            if (begins || start < 0 || at - start > MaxRecordBytes)
            {
                if (start >= 0)
                    Emit(data[start..at], header, lines);
                (start, header, lines) = (at, next, 0);
            }

            lines++;
            at = Math.Min(end + 1, data.Length);
        }

        if (start >= 0 && final)
        {
            Emit(data[start..at], header, lines);
            return at;
        }

        return Math.Max(start, 0);
    }

    private bool Begins(ReadOnlySpan<byte> line, bool afterRecord, out Header header)
    {
        header = default;
        if (_format.IsJson)
            return line.Length > 0 || !afterRecord;
        if (_format.IsSyslog)
            return SyslogHeader.TryRead(line, out header);
        if (_format.Layouts.IsEmpty)
            return !Line.LooksContinued(line) || !afterRecord;
        HeaderLayout last = _format.Layouts[_lastLayout];
        if (last.WordsBeforeLevel >= 0 && last.TryRead(line, out header))
            return true;
        for (int i = 0; i < _format.Layouts.Length; i++)
        {
            if (_format.Layouts[i].TryRead(line, out header))
            {
                _lastLayout = i;
                return true;
            }
        }

        return false;
    }

    private void Emit(ReadOnlySpan<byte> text, in Header header, int lines)
    {
        while (text.Length > 0 && text[^1] is (byte)'\n' or (byte)'\r')
            text = text[..^1];
        long line = _line + 1;
        _line += lines;
        if (text.IsEmpty)
            return;
        if (_json is not null)
        {
            if (_json.TryRead(text))
                _sink.Accept(_json.ToRecord(line, lines, text));
            else
            {
                BadLines++;
                _sink.Accept(new LogRecord { Line = line, Lines = lines, Level = LogLevel.None, Message = text, Text = text });
            }

            return;
        }

        ReadOnlySpan<byte> message = Message(text, header.MessageStart, lines);
        _sink.Accept(new LogRecord
        {
            Line = line,
            Lines = lines,
            Ticks = header.Ticks,
            Level = header.MessageStart == 0 ? LogLevel.None : header.Level,
            Category = text.Slice(header.NameStart, header.NameLength),
            Message = header.Level is >= LogLevel.Warning and not LogLevel.None ? message[..FoldedException.Start(message)] : message,
            Text = text,
        });
    }

    /// <summary>The rest of the first line; if the header fills it, the next line.</summary>
    private static ReadOnlySpan<byte> Message(ReadOnlySpan<byte> text, int from, int lines)
    {
        ReadOnlySpan<byte> message = text[Math.Min(from, text.Length)..];
        if (lines > 1)
        {
            int end = message.IndexOf((byte)'\n');
            if (end >= 0 && message[..end].Trim(" \r"u8).IsEmpty)
            {
                message = message[(end + 1)..].TrimStart(" \t"u8);
                end = message.IndexOf((byte)'\n');
            }

            message = end < 0 ? message : message[..end];
        }

        while (message.Length > 0 && message[^1] is (byte)' ' or (byte)'\r')
            message = message[..^1];
        return message;
    }
}
