using System.Buffers;
using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Ingest;

/// <summary>Takes the lines of a program out of what a container runtime wrapped them in, and joins those that it cut.</summary>
/// <remarks>What the runtime knows of the time is kept beside, for records of programs that write none. Not thread-safe.</remarks>
internal sealed class ContainerUnwrapper(ContainerFormat format)
{
    private const int MostJoined = LogReader.MaxRecordBytes;
    private readonly ArrayBufferWriter<byte> _text = new(1 << 16);
    private readonly ArrayBufferWriter<byte> _rest = new(1 << 12);
    private readonly ArrayBufferWriter<byte>[] _open = [new(1 << 10), new(1 << 10)];
    private readonly Queue<long> _times = new();

    /// <summary>The program's lines so far; taken by <see cref="Clear"/>.</summary>
    public ReadOnlySpan<byte> Text => _text.WrittenSpan;

    /// <summary>Lines that were not wrapped; they are taken as they are.</summary>
    public long Bare { get; private set; }

    public void Clear() => _text.ResetWrittenCount();

    /// <summary>The time of the program's next line.</summary>
    public bool TryTakeTime(out long ticks) => _times.TryDequeue(out ticks);

    /// <summary>Takes in the next bytes, which may end anywhere.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        int first = bytes.IndexOf((byte)'\n');
        if (_rest.WrittenCount > 0)
        {
            _rest.Write(first < 0 ? bytes : bytes[..first]);
            if (first < 0 && _rest.WrittenCount < MostJoined)
                return;
            Take(_rest.WrittenSpan);
            _rest.ResetWrittenCount();
            bytes = first < 0 ? default : bytes[(first + 1)..];
            first = bytes.IndexOf((byte)'\n');
        }

        for (; first >= 0; first = bytes.IndexOf((byte)'\n'))
        {
            Take(bytes[..first]);
            bytes = bytes[(first + 1)..];
        }

        _rest.Write(bytes);
    }

    /// <summary>The log ends here.</summary>
    public void Complete()
    {
        if (_rest.WrittenCount > 0)
            Take(_rest.WrittenSpan);
        _rest.ResetWrittenCount();
        foreach (ArrayBufferWriter<byte> open in _open)
        {
            if (open.WrittenCount > 0)
                EndLine(open, 0);
        }
    }

    private void Take(ReadOnlySpan<byte> line)
    {
        if (line.EndsWith("\r"u8))
            line = line[..^1];
        if (!ContainerLine.TryRead(format, line, out ContainerLine read))
        {
            Bare++;
            _text.Write(line);
            End(0);
            return;
        }

        ArrayBufferWriter<byte> open = _open[read.IsError ? 1 : 0];
        if (!read.GoesOn && open.WrittenCount == 0)
        {
            Write(_text, read.Text);
            End(read.Ticks);
            return;
        }

        Write(open, read.Text);
        if (!read.GoesOn || open.WrittenCount > MostJoined)
            EndLine(open, read.Ticks);
    }

    private void EndLine(ArrayBufferWriter<byte> open, long ticks)
    {
        _text.Write(open.WrittenSpan);
        open.ResetWrittenCount();
        End(ticks);
    }

    private void End(long ticks)
    {
        _text.Write("\n"u8);
        _times.Enqueue(ticks);
    }

    private void Write(ArrayBufferWriter<byte> target, ReadOnlySpan<byte> text)
    {
        if (format == ContainerFormat.Cri)
        {
            target.Write(text);
            return;
        }

        Span<byte> span = target.GetSpan(text.Length + 4);
        int written = JsonText.Unescape(text, span, out _);
        span[..written].Replace((byte)'\n', (byte)' ');
        target.Advance(written);
    }
}
