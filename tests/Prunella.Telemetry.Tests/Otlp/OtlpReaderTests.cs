using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Otlp;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.SpanFiles;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Tests.Otlp;

public sealed class OtlpReaderTests
{
    private static readonly byte[] Trace = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    [Fact]
    public void A_span_is_read_with_all_that_it_says()
    {
        Span span = Assert.Single(Spans(Message(SpanMessage())));

        Assert.Equal("000102030405060708090a0b0c0d0e0f", span.Trace.ToString());
        Assert.Equal("0000000000000007", span.Id.ToString());
        Assert.True(span.Parent.IsNone);
        Assert.Equal(("orders", "1.4.2", "GET /orders/{id}"), (span.Service, span.Version, span.Operation));
        Assert.Equal((1_000_000_000, 5_000_000), (span.Start, span.Duration));
        Assert.Equal(SpanKind.Server, span.Kind);
        Assert.True(span.IsError);
        Assert.Equal("/orders/{id}", span.Attribute("http.route"));
    }

    [Fact]
    public void A_resource_that_comes_after_its_spans_is_theirs_nevertheless()
    {
        byte[] message = new WireWriter().Message(1, new WireWriter()
            .Message(2, new WireWriter().Message(2, SpanMessage()))
            .Message(1, new WireWriter().Attribute(1, "service.name", "late"))).ToArray();

        Assert.Equal("late", Assert.Single(Spans(message)).Service);
    }

    [Fact]
    public void Fields_of_a_later_version_are_passed_over()
    {
        WireWriter span = SpanMessage().Number(99, 5).Fixed(98, 7).Text(97, "new");

        Assert.Single(Spans(Message(span)));
    }

    [Fact]
    public void A_span_that_ends_before_it_began_took_no_time() =>
        Assert.Equal(0, Assert.Single(Spans(Message(new WireWriter().Text(5, "x").Fixed(7, 900).Fixed(8, 100)))).Duration);

    [Fact]
    public void A_log_record_is_read_with_its_template_and_level()
    {
        byte[] message = new WireWriter().Message(1, new WireWriter()
            .Message(1, new WireWriter().Attribute(1, "service.name", "orders"))
            .Message(2, new WireWriter()
                .Message(1, new WireWriter().Text(1, "Shop.Orders"))
                .Message(2, new WireWriter().Fixed(1, 1_700_000_000_000_000_000).Number(2, 13).Message(5, new WireWriter().Text(1, "order 7 is late"))
                    .Attribute(6, "{OriginalFormat}", "order {Id} is late")))).ToArray();
        var sink = new Kept();

        Assert.Equal(1, OtlpReader.ReadLogs(message, sink));
        Assert.Equal(("order 7 is late", "order {Id} is late", "Shop.Orders", LogLevel.Warning, new DateTime(2023, 11, 14, 22, 13, 20)), sink.Records[0]);
    }

    [Fact]
    public void A_log_record_names_its_service_its_trace_and_its_span()
    {
        byte[] message = new WireWriter().Message(1, new WireWriter()
            .Message(1, new WireWriter().Attribute(1, "service.name", "orders"))
            .Message(2, new WireWriter()
                .Message(1, new WireWriter().Text(1, "Shop.Orders"))
                .Message(2, new WireWriter().Bytes(9, [0xAB, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]).Bytes(10, [0xCD, 1, 2, 3, 4, 5, 6, 7]))
                .Message(2, new WireWriter().Bytes(9, [1, 2, 3])))).ToArray(); // no trace has so few bytes
        var sink = new Names();

        OtlpReader.ReadLogs(message, sink);

        Assert.Equal(["orders ab0102030405060708090a0b0c0d0e0f cd01020304050607", "orders  "], sink.Seen);
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F })] // four gigabytes are announced
    [InlineData(new byte[] { 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0x0B, 0x0C })] // a group
    [InlineData(new byte[] { 0x00, 0x01 })] // field 0
    [InlineData(new byte[] { 0x0A, 0x05, 0x01 })]
    [InlineData(new byte[] { 0x09, 0x01, 0x02 })]
    public void Damaged_messages_are_refused_with_the_place(byte[] message)
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Spans(message));

        Assert.Contains("at byte", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() => Prop.ForAll<byte[]>(bytes => ReadsOrRefuses(bytes)).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_message_that_is_cut_or_changed_anywhere_is_read_or_refused()
    {
        byte[] whole = Message(SpanMessage());
        Prop.ForAll<int, byte>((at, value) =>
        {
            byte[] changed = (byte[])whole.Clone();
            changed[(at & int.MaxValue) % changed.Length] = value;
            return ReadsOrRefuses(changed) && ReadsOrRefuses(whole[..((at & int.MaxValue) % whole.Length)]);
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        byte[] message = Message(SpanMessage());
        var sink = new Counting();
        for (int i = 0; i < 100; i++)
            OtlpReader.ReadTraces(message, sink);

        long before = GC.GetAllocatedBytesForCurrentThread();
        OtlpReader.ReadTraces(message, sink);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static bool ReadsOrRefuses(byte[] bytes)
    {
        try
        {
            Spans(bytes);
            OtlpReader.ReadLogs(bytes, new Kept());
        }
        catch (InvalidDataException)
        {
            // refused
        }

        return true;
    }

    private static List<Span> Spans(byte[] message)
    {
        var spans = new List<Span>();
        OtlpReader.ReadTraces(message, new SpanCollector(spans.Add));
        return spans;
    }

    private static byte[] Message(WireWriter span) => new WireWriter().Message(1, new WireWriter()
        .Message(1, new WireWriter().Attribute(1, "service.name", "orders").Attribute(1, "service.version", "1.4.2"))
        .Message(2, new WireWriter().Message(2, span))).ToArray();

    private static WireWriter SpanMessage() => new WireWriter().Bytes(1, Trace).Bytes(2, 0, 0, 0, 0, 0, 0, 0, 7).Text(5, "GET /orders/{id}").Number(6, 2)
        .Fixed(7, 1_000_000_000).Fixed(8, 1_005_000_000).Attribute(9, "http.route", "/orders/{id}").Message(15, new WireWriter().Number(3, 2));

    private sealed class Counting : IOtlpSink
    {
        public long Nanoseconds { get; private set; }

        public void Accept(in OtlpSpan span) => Nanoseconds += span.End - span.Start;
    }

    private sealed class Kept : ILogSink
    {
        public List<(string Message, string Template, string Category, LogLevel Level, DateTime Time)> Records { get; } = [];

        public void Accept(in LogRecord record) => Records.Add((Text(record.Message), Text(record.Template), Text(record.Category), record.Level, new DateTime(record.Ticks)));

        private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);
    }

    private sealed class Names : ILogSink
    {
        public List<string> Seen { get; } = [];

        public void Accept(in LogRecord record) =>
            Seen.Add($"{Encoding.UTF8.GetString(record.Service)} {Encoding.UTF8.GetString(record.TraceId)} {Encoding.UTF8.GetString(record.SpanId)}");
    }
}
