using System.Buffers.Binary;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Spans;
using Prunella.Telemetry.Tests.Otlp;

namespace Prunella.Telemetry.Tests.Ingest;

public sealed class BinaryLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-binary-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Spans_of_OTLP_in_protobuf_are_analysed_with_a_length_before_each_message_or_without(bool isPrefixed)
    {
        LogAnalysis analysis = Analyze("export.bin", [.. Enumerable.Range(0, 50).SelectMany(_ => Prefixed(OtlpReceiverTests.Spans(3), isPrefixed))]);

        Assert.Equal("spans or records of OTLP in protobuf", Assert.Single(analysis.Sources).Format);
        Assert.Null(analysis.Sources[0].Problem);
        Assert.Equal(3, analysis.Operations.Length);
        Assert.Equal(150, analysis.Operations.Sum(static operation => operation.Count));
    }

    [Fact]
    public void Records_of_OTLP_in_protobuf_are_analysed()
    {
        LogAnalysis analysis = Analyze("logs.bin", [.. Enumerable.Range(0, 40).SelectMany(static i => Records($"order {i} placed"))]);

        Assert.Equal(40, analysis.Records);
        Assert.Equal("order <*> placed", Assert.Single(analysis.Templates).Text);
        Assert.Equal(40, analysis.Sources[0].Lines);
    }

    [Fact]
    public void A_damaged_message_is_counted_and_the_others_are_read()
    {
        byte[] whole = Records("order 1 placed");
        byte[] damaged = [0x0A, 0x06, 0x12, 0x04, 0x12, 0x7F, 1, 2];
        LogAnalysis analysis = Analyze("logs.bin", [.. whole, .. damaged, .. whole]);

        Assert.Equal((2, 1), (analysis.Records, analysis.Sources[0].BadLines));
    }

    [Fact]
    public void A_message_of_absurd_length_is_told_and_what_came_before_is_analysed()
    {
        LogAnalysis analysis = Analyze("logs.bin", [.. Records("order 1 placed"), 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 1]);

        Assert.Equal(1, analysis.Records);
        Assert.Contains("announces a message", analysis.Sources[0].Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n \n\n2026-03-01 10:00:00 INF order 1 placed\n")]
    [InlineData("\n\n\n\n\n\n\n\n\n\n\n\n\n\nplain\n")]
    public void Text_that_begins_with_line_ends_is_text(string text) => Assert.False(OtlpFile.Is(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void An_export_of_journald_is_read_with_its_binary_fields()
    {
        LogAnalysis analysis = Analyze("journal.export", [
            .. Text("__CURSOR=s=1;i=1\n__REALTIME_TIMESTAMP=1772359200000000\nPRIORITY=6\nSYSLOG_IDENTIFIER=orders\nMESSAGE=order 1 placed\n\n"),
            .. Text("__CURSOR=s=1;i=2\n__REALTIME_TIMESTAMP=1772359201000000\nPRIORITY=3\n_SYSTEMD_UNIT=shop.service\nMESSAGE\n"), .. Sized("it failed\n\n  at Shop.Pay()\n"u8), .. Text("\n\n"),
            .. Text("__CURSOR=s=1;i=3\n__REALTIME_TIMESTAMP=1772359202000000\nCOREDUMP\n"), .. Sized([0, 1, 2, 0x0A, 0x0A, 3]), .. Text("\nMESSAGE=core of orders\n"),
        ]);

        Assert.Equal(("export of journald", 3L, 0L), (analysis.Sources[0].Format, analysis.Records, analysis.Sources[0].BadLines));
        Assert.Equal(["core of orders", "it failed", "order <*> placed"], analysis.Templates.Select(static template => template.Text).Order(StringComparer.Ordinal));
        Assert.Equal(["orders", "shop.service"], analysis.Categories.Select(static category => category.Name).Order(StringComparer.Ordinal));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero), analysis.From);
        Assert.Equal(1, analysis.Errors);
    }

    [Fact]
    public void An_export_is_read_the_same_however_it_is_cut_and_whatever_it_announces() => Prop.ForAll<byte[], int>((noise, cut) =>
    {
        byte[] export = [.. Text("__CURSOR=1\nMESSAGE\n"), .. Sized(noise), .. Text("\n\n__CURSOR=2\nMESSAGE=whole\n\n__CURSOR=3\nMESSAGE\n"), 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1];
        return ExportOf(export, 1 + (cut & 31)) == ExportOf(export, export.Length);
    }).Check(Config.QuickThrowOnFailure);

    private static (long, long, string) ExportOf(byte[] bytes, int piece)
    {
        var seen = new Seen();
        var export = new JournalExport(seen);
        foreach (byte[] part in bytes.Chunk(piece))
            export.Feed(part);
        export.Complete();
        return (export.Records, export.Bad, string.Join('|', seen.Messages));
    }

    private LogAnalysis Analyze(string name, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(_folder, name), content);
        return new LogAnalyzer().Analyze(SourceList.Find([name], _folder, DateTimeOffset.UnixEpoch));
    }

    private static byte[] Records(string message) => new WireWriter().Message(1, new WireWriter().Message(1, new WireWriter().Attribute(1, "service.name", "orders"))
        .Message(2, new WireWriter().Message(2, new WireWriter().Fixed(1, 1_772_359_200_000_000_000).Number(2, 9).Message(5, new WireWriter().Text(1, message))))).ToArray();

    private static IEnumerable<byte> Prefixed(byte[] message, bool isPrefixed)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, message.Length);
        return isPrefixed ? length.Concat(message) : message;
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Sized(ReadOnlySpan<byte> bytes)
    {
        byte[] sized = new byte[8 + bytes.Length];
        BinaryPrimitives.WriteInt64LittleEndian(sized, bytes.Length);
        bytes.CopyTo(sized.AsSpan(8));
        return sized;
    }

    private sealed class Seen : ILogSink
    {
        public List<string> Messages { get; } = [];

        public void Accept(in LogRecord record) => Messages.Add(Convert.ToHexString(record.Text));
    }
}
