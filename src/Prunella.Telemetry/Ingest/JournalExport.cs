using System.Buffers.Binary;
using System.Buffers.Text;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Ingest;

/// <summary>Reads what <c>journalctl -o export</c> writes: entries of fields, of which some are binary with a length before them. Bounded; not thread-safe.</summary>
/// <remarks>Source: systemd, "Journal Export Formats". An entry of more than 4 MiB is passed over and counted.</remarks>
internal sealed class JournalExport(ILogSink sink)
{
    private const int MostBytes = 4 << 20, SizeBytes = 8;
    private byte[] _buffer = new byte[64 << 10];
    private int _filled;
    private bool _skips;

    /// <summary>Entries that were handed over.</summary>
    public long Records { get; private set; }

    /// <summary>Entries that could not be read.</summary>
    public long Bad { get; private set; }

    /// <summary>Whether a file is one, by its beginning: each entry begins with its cursor.</summary>
    public static bool Is(ReadOnlySpan<byte> head) => head.StartsWith("__CURSOR="u8);

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_filled == _buffer.Length)
                Grow();
            int take = Math.Min(bytes.Length, _buffer.Length - _filled);
            bytes[..take].CopyTo(_buffer.AsSpan(_filled));
            _filled += take;
            bytes = bytes[take..];
            Consume();
        }
    }

    public void Complete()
    {
        Feed("\n\n"u8); // the last entry may end with the file
        Bad += _filled > 0 ? 1 : 0;
        _filled = 0;
    }

    private void Grow()
    {
        if (_buffer.Length < MostBytes)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
            return;
        }

        Bad += _skips ? 0 : 1;
        _skips = true;
        _filled = 0;
    }

    private void Consume()
    {
        int at = 0;
        if (_skips)
        {
            int next = _buffer.AsSpan(0, _filled).IndexOf("\n\n__CURSOR="u8);
            if (next < 0)
                return; // what is kept is thrown away when it is full
            at = next + 2;
            _skips = false;
        }

        while (at < _filled)
        {
            if (_buffer[at] == (byte)'\n')
            {
                at++;
                continue;
            }

            int length = Entry(_buffer.AsSpan(at, _filled - at));
            if (length == 0)
                break;
            at += length;
        }

        _buffer.AsSpan(at, _filled - at).CopyTo(_buffer);
        _filled -= at;
    }

    /// <summary>Hands an entry over.</summary>
    /// <returns>Its bytes; 0 where it is not whole yet.</returns>
    private int Entry(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> message = default, name = default, unit = default;
        LogLevel level = LogLevel.None;
        long ticks = 0;
        int at = 0;
        while (true)
        {
            int end = data[at..].IndexOf((byte)'\n');
            if (end < 0)
                return 0;
            if (end == 0)
                break;
            ReadOnlySpan<byte> line = data.Slice(at, end), value;
            int equals = line.IndexOf((byte)'=');
            at += end + 1;
            if (equals < 0)
            {
                if (data.Length - at < SizeBytes)
                    return 0;
                ulong size = BinaryPrimitives.ReadUInt64LittleEndian(data[at..]);
                if (size > (ulong)(data.Length - at - SizeBytes))
                    return 0;
                value = data.Slice(at + SizeBytes, (int)size);
                at = Math.Min(data.Length, at + SizeBytes + (int)size + 1);
            }
            else
            {
                value = line[(equals + 1)..];
                line = line[..equals];
            }

            if (line.SequenceEqual("MESSAGE"u8))
                message = value;
            else if (line.SequenceEqual("SYSLOG_IDENTIFIER"u8))
                name = value;
            else if (line.SequenceEqual("_SYSTEMD_UNIT"u8))
                unit = value;
            else if (line.SequenceEqual("PRIORITY"u8))
                level = value is [>= (byte)'0' and <= (byte)'7' and var digit] ? LevelText.OfPriority(digit - (byte)'0') : LogLevel.None;
            else if (line.SequenceEqual("__REALTIME_TIMESTAMP"u8) && Utf8Parser.TryParse(value, out long microseconds, out _) && microseconds is > 0 and < long.MaxValue / 20)
                ticks = DateTime.UnixEpoch.Ticks + 10 * microseconds;
        }

        int line1 = message.IndexOf((byte)'\n');
        Records++;
        sink.Accept(new LogRecord { Line = Records, Lines = 1, Ticks = ticks, Level = level, Category = name.IsEmpty ? unit : name, Message = line1 < 0 ? message : message[..line1], Text = message });
        return at + 1;
    }
}
