using System.Text;
using Prunella.Telemetry.Records;

namespace Prunella.Evaluation.Traces;

/// <summary>Reads log lines of many services, each with the format of its service, learnt from its first lines.</summary>
internal sealed class LineFeed
{
    private const int HeadLines = 1000;
    private readonly Dictionary<string, LogReader> _readers = [];
    private readonly Sink _sink;

    /// <param name="lines">The lines, from which the formats are learnt.</param>
    /// <param name="take">Takes each record, with what its row says.</param>
    public LineFeed(IEnumerable<RecordedLine> lines, TakeRecord take)
    {
        _sink = new Sink(take);
        foreach (IGrouping<string, RecordedLine> service in lines.GroupBy(static line => line.Service))
        {
            byte[] head = Encoding.UTF8.GetBytes(string.Join('\n', service.Take(HeadLines).Select(static line => line.Text)));
            _readers.Add(service.Key, new LogReader(LogFormat.Learn(head.AsSpan(0, Math.Min(head.Length, LogFormat.HeadBytes))), _sink));
        }
    }

    public void Feed(RecordedLine line)
    {
        LogReader reader = _readers[line.Service];
        _sink.Line = line;
        reader.Feed(Encoding.UTF8.GetBytes(line.Text));
        reader.Complete(); // each row is whole
    }

    /// <summary>Takes a record; its bytes are gone after the call.</summary>
    public delegate void TakeRecord(in LogRecord record);

    private sealed class Sink(TakeRecord take) : ILogSink
    {
        public RecordedLine? Line { get; set; }

        public void Accept(in LogRecord record) => take(record with
        {
            Ticks = RecordedTraces.At(Line!.Time).UtcTicks,
            Service = Encoding.UTF8.GetBytes(Line.Service),
            TraceId = Encoding.UTF8.GetBytes(Line.Trace),
            SpanId = Encoding.UTF8.GetBytes(Line.Span),
        });
    }
}
