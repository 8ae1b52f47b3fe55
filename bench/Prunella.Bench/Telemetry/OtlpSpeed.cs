using Prunella.Bench.Reporting;
using Prunella.Bench.Resilience;
using Prunella.Telemetry.Otlp;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.SpanFiles;

namespace Prunella.Bench.Telemetry;

/// <summary>Reads messages of OTLP in protobuf, as an exporter batches them: events per second of one thread's processor time.</summary>
internal sealed class OtlpSpeed : IMeasurement
{
    private const int EventsInMessage = 512, Messages = 400;

    public string Name => "OTLP speed";

    public Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        byte[][] traces = [.. Enumerable.Range(0, 40).Select(_ => OtlpCorpus.Traces(bench.Random, EventsInMessage))], logs = [.. Enumerable.Range(0, 40).Select(_ => OtlpCorpus.Logs(bench.Random, EventsInMessage))];
        var spans = new Spans();
        var records = new Records();
        long kept = 0;
        var collector = new SpanCollector(_ => kept++);
        Table table = new("events per second of processor time, median", "what", "events/s", "bytes an event", "bytes allocated an event");
        double spanRate = Measure("spans, read", traces, message => OtlpReader.ReadTraces(message, spans));
        double logRate = Measure("log records, read", logs, message => OtlpReader.ReadLogs(message, records));
        _ = Measure("spans, made to objects that stay", traces, message => OtlpReader.ReadTraces(message, collector));
        report.Add(table);
        report.Set("otlp_events_per_s", 2 / (1 / spanRate + 1 / logRate)); // half of each
        return spans.Bytes + records.Bytes + kept > 0 ? Task.CompletedTask : throw new InvalidOperationException("Nothing was read.");

        double Measure(string what, byte[][] messages, Func<byte[], long> read)
        {
            var rates = new List<double>();
            long allocated = 0;
            for (int round = 0; round < (bench.Short ? 5 : 15); round++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                long begun = ThreadTime.Nanoseconds, before = GC.GetAllocatedBytesForCurrentThread(), events = 0;
                for (int i = 0; i < Messages; i++)
                    events += read(messages[i % messages.Length]);
                if (events != (long)Messages * EventsInMessage)
                    throw new InvalidOperationException($"{events} events were read of {Messages * EventsInMessage}.");
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                if (round > 1)
                    rates.Add(events / ((ThreadTime.Nanoseconds - begun) / 1e9));
            }

            double rate = new Sample(rates).Median;
            table.Row(what, Number.Show(rate), Number.Show(messages.Average(static message => message.Length) / EventsInMessage), Number.Show(allocated / (double)Messages / EventsInMessage));
            return rate;
        }
    }

    private sealed class Spans : IOtlpSink
    {
        public long Bytes { get; private set; }

        public void Accept(in OtlpSpan span) => Bytes += span.Name.Length + (span.End - span.Start) % 7;
    }

    private sealed class Records : ILogSink
    {
        public long Bytes { get; private set; }

        public void Accept(in LogRecord record) => Bytes += record.Message.Length + record.Template.Length;
    }
}
