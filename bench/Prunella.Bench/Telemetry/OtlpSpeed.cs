using System.Globalization;
using System.Text;
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
        byte[][] traces = [.. Enumerable.Range(0, 40).Select(_ => TraceMessage(bench.Random))], logs = [.. Enumerable.Range(0, 40).Select(_ => LogMessage(bench.Random))];
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

    private static byte[] TraceMessage(Random random)
    {
        var scope = new Wire();
        for (int i = 0; i < EventsInMessage; i++)
        {
            long start = 1_750_000_000_000_000_000 + i * 1_000_000L;
            Wire span = new Wire().Bytes(1, Id(random, 16)).Bytes(2, Id(random, 8)).Bytes(4, Id(random, 8)).Text(5, i % 2 == 0 ? "GET /orders/{id}" : "reserve")
                .Number(6, (ulong)(2 + i % 2)).Fixed(7, (ulong)start).Fixed(8, (ulong)(start + random.Next(50_000_000)))
                .Attribute(9, "http.request.method", "GET").Attribute(9, "http.route", "/orders/{id}").Attribute(9, "url.path", $"/orders/{random.Next(100_000)}")
                .Attribute(9, "server.address", "orders.internal").Attribute(9, "network.protocol.version", "1.1");
            scope.Message(2, i % 50 == 0 ? span.Message(15, new Wire().Number(3, 2)) : span);
        }

        return new Wire().Message(1, new Wire().Message(1, Resource()).Message(2, scope)).ToArray();
    }

    private static byte[] LogMessage(Random random)
    {
        Wire scope = new Wire().Message(1, new Wire().Text(1, "Shop.Orders.Placement"));
        for (int i = 0; i < EventsInMessage; i++)
        {
            int order = random.Next(100_000);
            scope.Message(2, new Wire().Fixed(1, 1_750_000_000_000_000_000UL + (ulong)i * 1_000_000UL).Number(2, i % 20 == 0 ? 17UL : 9UL).Text(3, "Information")
                .Message(5, new Wire().Text(1, string.Create(CultureInfo.InvariantCulture, $"Order {order} of customer {order % 977} was placed in {order % 90} ms")))
                .Attribute(6, "OrderId", order.ToString(CultureInfo.InvariantCulture)).Attribute(6, "{OriginalFormat}", "Order {OrderId} of customer {Customer} was placed in {Elapsed} ms")
                .Bytes(9, Id(random, 16)).Bytes(10, Id(random, 8)));
        }

        return new Wire().Message(1, new Wire().Message(1, Resource()).Message(2, scope)).ToArray();
    }

    private static Wire Resource() => new Wire().Attribute(1, "service.name", "orders").Attribute(1, "service.version", "1.4.2").Attribute(1, "host.name", "node-7")
        .Attribute(1, "telemetry.sdk.language", "dotnet");

    private static byte[] Id(Random random, int length)
    {
        byte[] id = new byte[length];
        random.NextBytes(id);
        return id;
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

    private sealed class Wire
    {
        private readonly List<byte> _bytes = [];

        public byte[] ToArray() => [.. _bytes];

        public Wire Number(int field, ulong value) => Varint((ulong)field << 3).Varint(value);

        public Wire Fixed(int field, ulong value)
        {
            Varint((ulong)field << 3 | 1);
            _bytes.AddRange(BitConverter.GetBytes(value));
            return this;
        }

        public Wire Bytes(int field, byte[] bytes)
        {
            Varint((ulong)field << 3 | 2).Varint((ulong)bytes.Length);
            _bytes.AddRange(bytes);
            return this;
        }

        public Wire Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

        public Wire Message(int field, Wire message) => Bytes(field, message.ToArray());

        public Wire Attribute(int field, string key, string value) => Message(field, new Wire().Text(1, key).Message(2, new Wire().Text(1, value)));

        private Wire Varint(ulong value)
        {
            for (; value >= 0x80; value >>= 7)
                _bytes.Add((byte)(value | 0x80));
            _bytes.Add((byte)value);
            return this;
        }
    }
}
