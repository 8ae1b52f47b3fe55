using System.Buffers.Binary;
using Prunella.Telemetry.Otlp;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.SpanFiles;

namespace Prunella.Telemetry.Ingest;

/// <summary>Reads a file of OTLP in protobuf: messages one after another, or each with its length in four bytes before it as the Collector writes them. Bounded; not thread-safe.</summary>
/// <remarks>What a file carries is told by its first records; metrics are passed over.</remarks>
internal sealed class OtlpFeed : ILogSink
{
    private const int PrefixBytes = 4, MostElement = OtlpReader.MaxBytes;
    private readonly ILogSink _records;
    private readonly SpanCollector _spans;
    private readonly bool _isPrefixed;
    private byte[] _buffer = new byte[64 << 10];
    private int _filled;

    public OtlpFeed(ReadOnlySpan<byte> head, ILogSink records, ISpanSink spans)
    {
        _records = records;
        _spans = new SpanCollector(spans.Accept);
        _isPrefixed = !OtlpFile.BeginsWithMessage(head);
    }

    /// <summary>Records of logs that were handed over.</summary>
    public long Records { get; private set; }

    /// <summary>Messages that could not be read.</summary>
    public long Bad { get; private set; }

    void ILogSink.Accept(in LogRecord record) => _records.Accept(record with { Line = ++Records });

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_filled == _buffer.Length)
                Array.Resize(ref _buffer, (int)Math.Min(2L * _buffer.Length, MostElement + 16L));
            int take = Math.Min(bytes.Length, _buffer.Length - _filled);
            bytes[..take].CopyTo(_buffer.AsSpan(_filled));
            _filled += take;
            bytes = bytes[take..];
            int used = Consume(_buffer.AsSpan(0, _filled));
            _buffer.AsSpan(used, _filled - used).CopyTo(_buffer);
            _filled -= used;
        }
    }

    public void Complete()
    {
        Bad += _filled > 0 ? 1 : 0;
        _filled = 0;
    }

    private int Consume(ReadOnlySpan<byte> data)
    {
        int at = 0;
        while (Element(data[at..]) is { Length: > 0 } element)
        {
            Read(data.Slice(at + element.Skipped, element.Length - element.Skipped));
            at += element.Length;
        }

        return at;
    }

    /// <returns>The next whole message; no length where more bytes are needed.</returns>
    private (int Skipped, int Length) Element(ReadOnlySpan<byte> data)
    {
        if (_isPrefixed)
        {
            if (data.Length < PrefixBytes)
                return default;
            uint announced = BinaryPrimitives.ReadUInt32BigEndian(data);
            if (announced > MostElement)
                throw new InvalidDataException($"announces a message of {announced} bytes; at most {MostElement} are read. The rest was left out.");
            return data.Length - PrefixBytes < announced ? default : (PrefixBytes, PrefixBytes + (int)announced);
        }

        if (!OtlpFile.TryMeasure(data, out long length))
            return default;
        if (length > MostElement)
            throw new InvalidDataException($"announces a message of {length} bytes; at most {MostElement} are read. The rest was left out.");
        return length > data.Length ? default : (0, (int)length);
    }

    private void Read(ReadOnlySpan<byte> message)
    {
        try
        {
            switch (OtlpFile.SignalOf(message))
            {
                case OtlpSignal.Traces:
                    _ = OtlpReader.ReadTraces(message, _spans);
                    break;
                case OtlpSignal.Logs:
                    _ = OtlpReader.ReadLogs(message, this);
                    break;
                default:
                    break;
            }
        }
        catch (InvalidDataException)
        {
            Bad++; // what came before the damage has been handed over
        }
    }
}
