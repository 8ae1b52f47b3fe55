using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Ingest;

/// <summary>A line as a container runtime wraps it.</summary>
internal readonly ref struct ContainerLine
{
    /// <summary>What the program wrote, without line end; of Docker still escaped.</summary>
    public ReadOnlySpan<byte> Text { get; private init; }

    /// <summary>When, as <see cref="LogRecord.Ticks"/>.</summary>
    public long Ticks { get; private init; }

    /// <summary>To standard error rather than standard output.</summary>
    public bool IsError { get; private init; }

    /// <summary>The program's line goes on in the next one of the same stream.</summary>
    public bool GoesOn { get; private init; }

    /// <summary>How most lines of a head are wrapped.</summary>
    public static ContainerFormat Recognise(ReadOnlySpan<byte> head)
    {
        int docker = 0, cri = 0, all = 0;
        while (!head.IsEmpty && all < 200)
        {
            int end = head.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? head : head[..end];
            head = end < 0 ? default : head[(end + 1)..];
            if (line.IsEmpty || (end < 0 && all > 0))
                continue;
            all++;
            docker += TryDocker(line, out _) ? 1 : 0;
            cri += TryCri(line, out _) ? 1 : 0;
        }

        return docker * 10 > all * 9 ? ContainerFormat.Docker : cri * 10 > all * 9 ? ContainerFormat.Cri : ContainerFormat.None;
    }

    public static bool TryRead(ContainerFormat format, ReadOnlySpan<byte> line, out ContainerLine read) =>
        format == ContainerFormat.Docker ? TryDocker(line, out read) : TryCri(line, out read);

    private static bool TryDocker(ReadOnlySpan<byte> line, out ContainerLine read)
    {
        read = default;
        if (line.IsEmpty || line[0] != '{')
            return false;
        var scanner = new JsonScanner(line, 0);
        ReadOnlySpan<byte> text = default;
        long ticks = 0;
        bool found = false, error = false, stream = false;
        while (scanner.TryNext(out LogField field))
        {
            ReadOnlySpan<byte> name = line.Slice(field.NameStart, field.NameLength), value = line.Slice(field.ValueStart, field.ValueLength);
            if (name.SequenceEqual("log"u8) && field.Kind == LogFieldKind.Text)
            {
                text = value;
                found = true;
            }
            else if (name.SequenceEqual("stream"u8))
                (stream, error) = (true, value.SequenceEqual("stderr"u8));
            else if (name.SequenceEqual("time"u8))
                _ = TimeText.TryRead(value, out ticks, out _);
        }

        if (scanner.IsBroken || !found || !stream || ticks == 0)
            return false;
        bool ended = text.EndsWith("\\n"u8);
        text = ended ? text[..^2] : text;
        if (ended && text.EndsWith("\\r"u8))
            text = text[..^2];
        read = new ContainerLine { Text = text, Ticks = ticks, IsError = error, GoesOn = !ended };
        return true;
    }

    private static bool TryCri(ReadOnlySpan<byte> line, out ContainerLine read)
    {
        read = default;
        int space = line[..Math.Min(line.Length, 48)].IndexOf((byte)' ');
        if (space < 19 || !TimeText.TryRead(line, out long ticks, out _))
            return false;
        ReadOnlySpan<byte> rest = line[(space + 1)..];
        bool error = rest.StartsWith("stderr "u8);
        if (rest.Length < 8 || (!error && !rest.StartsWith("stdout "u8)) || rest[7] is not ((byte)'F' or (byte)'P'))
            return false;
        bool goesOn = rest[7] == 'P';
        rest = rest.Length > 9 ? rest[9..] : default;
        read = new ContainerLine { Text = rest, Ticks = ticks, IsError = error, GoesOn = goesOn };
        return true;
    }
}
