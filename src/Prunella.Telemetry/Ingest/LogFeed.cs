using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Ingest;

/// <summary>Reads one log from its bytes on: learns how it is written, unwraps what containers wrote, and completes its times.</summary>
/// <remarks>Its first bytes decide: give it as many as there are at once, up to <see cref="LogFormat.HeadBytes"/>. Not thread-safe.</remarks>
internal sealed class LogFeed
{
    private readonly LogReader _reader;
    private readonly ContainerUnwrapper? _container;
    private readonly JsonObjects? _objects;
    private readonly TraceJson? _traceJson;
    private readonly OtlpFeed? _otlp;
    private readonly JournalExport? _export;
    private byte[]? _wrapped;

    /// <param name="head">The beginning of the log in UTF-8, without mark.</param>
    /// <param name="written">When the log was last written.</param>
    /// <param name="sink">Takes the records.</param>
    /// <param name="spans">Takes the spans, if it has some; null where only records are wanted.</param>
    /// <param name="buffer">Of <see cref="LogReader.BufferBytes"/>, which nobody else uses; null for a new one.</param>
    public LogFeed(ReadOnlySpan<byte> head, DateTimeOffset written, ILogSink sink, ISpanSink? spans = null, byte[]? buffer = null)
    {
        buffer ??= new byte[LogReader.BufferBytes];
        if (spans is not null && TraceJson.Is(head))
        {
            (Format, IsWrapped, Description) = (new LogFormat(isJson: true, []), true, "spans or records of OTLP, Jaeger or Zipkin in JSON");
            _reader = new LogReader(Format, sink, buffer);
            _traceJson = new TraceJson(spans, _reader.Feed);
            _objects = new JsonObjects(_traceJson.Read);
            return;
        }

        if (spans is not null && OtlpFile.Is(head))
        {
            (Format, IsWrapped, Description) = (new LogFormat(isJson: false, []), true, "spans or records of OTLP in protobuf");
            _reader = new LogReader(Format, sink, buffer);
            _otlp = new OtlpFeed(head, sink, spans);
            return;
        }

        if (JournalExport.Is(head))
        {
            (Format, IsWrapped, Description) = (new LogFormat(isJson: false, []), true, "export of journald");
            _reader = new LogReader(Format, sink, buffer);
            _export = new JournalExport(sink);
            return;
        }

        ContainerFormat container = ContainerLine.Recognise(head);
        if (container != ContainerFormat.None)
        {
            _container = new ContainerUnwrapper(container);
            var first = new ContainerUnwrapper(container);
            first.Feed(head);
            first.Complete();
            Format = LogFormat.Learn(first.Text);
        }
        else
        {
            Format = LogFormat.Learn(head);
        }

        IsWrapped = container != ContainerFormat.None;
        Description = (container switch { ContainerFormat.Docker => "Docker: ", ContainerFormat.Cri => "CRI: ", _ => "" }) + Format.Description;
        _reader = new LogReader(Format, new TimeCompletion(sink, written, _container), buffer);
    }

    /// <summary>Continues a log whose format is known.</summary>
    public LogFeed(LogFormat format, DateTimeOffset written, ILogSink sink, byte[] buffer)
    {
        Format = format;
        Description = format.Description;
        _reader = new LogReader(format, new TimeCompletion(sink, written, null), buffer);
    }

    public LogFormat Format { get; }

    /// <summary>How it is written, for people.</summary>
    public string Description { get; }

    /// <summary>Container lines can not be read from the middle: what was cut belongs together.</summary>
    public bool IsWrapped { get; }

    /// <summary>Lines that are none of the format, and were taken as plain text.</summary>
    public long BadLines => _reader.BadLines + (_container?.Bare ?? 0) + (_traceJson?.Bad ?? 0) + (_objects?.Lost ?? 0) + (_otlp?.Bad ?? 0) + (_export?.Bad ?? 0);

    /// <summary>Lines that were cut because they are too long.</summary>
    public long CutLines => _reader.CutLines;

    /// <summary>The lines of all records that were handed over.</summary>
    public long Lines => _otlp?.Records ?? _export?.Records ?? _reader.Lines;

    /// <summary>Whether a log is one of those that may have any bytes.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> head) => OtlpFile.Is(head) || JournalExport.Is(head);

    /// <summary>Where the next bytes may be put, never nothing; <see cref="Take"/> tells how many they are.</summary>
    public Span<byte> Room => IsWrapped ? _wrapped ??= new byte[LogReader.ChunkBytes] : _reader.Room;

    /// <summary>Takes in bytes that were put into <see cref="Room"/>.</summary>
    public void Take(int count)
    {
        if (IsWrapped)
            Feed(_wrapped.AsSpan(0, count));
        else
            _reader.Take(count);
    }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        _otlp?.Feed(bytes);
        _export?.Feed(bytes);
        if (_otlp is not null || _export is not null)
            return;
        if (_objects is not null)
        {
            _objects.Feed(bytes);
            return;
        }

        if (_container is null)
        {
            _reader.Feed(bytes);
            return;
        }

        _container.Feed(bytes);
        _reader.Feed(_container.Text);
        _container.Clear();
    }

    /// <summary>Hands over what is left. More may follow, as a new record.</summary>
    public void Complete()
    {
        _otlp?.Complete();
        _export?.Complete();
        _objects?.Complete();
        if (_container is not null)
        {
            _container.Complete();
            _reader.Feed(_container.Text);
            _container.Clear();
        }

        _reader.Complete();
    }
}
