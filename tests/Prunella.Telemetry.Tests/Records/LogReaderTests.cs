using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Tests.Records;

public sealed class LogReaderTests
{
    [Theory]
    [InlineData("2026-11-20 10:03:02.561 +00:00 [INF] Order {0} paid", "Order {0} paid", LogLevel.Information, "")]
    [InlineData("2026-11-20 10:03:03.5950|WARN|Shop.Orders.OrderService|Order {0} late", "Order {0} late", LogLevel.Warning, "Shop.Orders.OrderService")]
    [InlineData("2026-11-20 10:36:14,209 [12] ERROR Shop.Orders - order {0} failed", "order {0} failed", LogLevel.Error, "Shop.Orders")]
    [InlineData("info: Shop.Orders[4]\n      Order {0} paid", "Order {0} paid", LogLevel.Information, "Shop.Orders")]
    [InlineData("info: Shop.Orders[4] Order {0} paid", "Order {0} paid", LogLevel.Information, "Shop.Orders")]
    [InlineData("<4>Shop.Orders[4] Order {0} late", "Order {0} late", LogLevel.Warning, "Shop.Orders")]
    [InlineData("Dec 10 06:55:46 web1 sshd[24200]: Invalid user {0}", "Invalid user {0}", LogLevel.None, "sshd[24200]")]
    [InlineData("[Sun Dec 04 04:47:44 2005] [notice] child {0} ready", "child {0} ready", LogLevel.Information, "")]
    [InlineData("17/06/09 20:10:58 INFO storage.BlockManager: Found block {0}", "Found block {0}", LogLevel.Information, "storage.BlockManager")]
    [InlineData("03-17 16:15:08.066  1702  2644 D PowerManager: lock {0}", "lock {0}", LogLevel.Debug, "PowerManager")]
    [InlineData("{{\"@t\":\"2026-11-20T10:03:02.357Z\",\"@mt\":\"Order {{Id}} paid\",\"@m\":\"Order {0} paid\",\"@l\":\"Error\"}}", "Order {0} paid", LogLevel.Error, "")]
    [InlineData("{{\"Timestamp\":\"2026-11-20 10:03:02\",\"LogLevel\":\"Warning\",\"Category\":\"Shop\",\"Message\":\"Order {0}\",\"State\":{{\"{{OriginalFormat}}\":\"Order {{Id}}\"}}}}", "Order {0}", LogLevel.Warning, "Shop")]
    [InlineData("{{\"__REALTIME_TIMESTAMP\":\"1763632910000000\",\"PRIORITY\":\"3\",\"SYSLOG_IDENTIFIER\":\"app\",\"MESSAGE\":\"x {0}\"}}", "x {0}", LogLevel.Error, "app")]
    public void The_format_is_found_without_being_told(string line, string message, LogLevel level, string category)
    {
        string log = string.Join('\n', Enumerable.Range(0, 40).Select(i => string.Format(null, line, i)));
        List<Seen> records = Read(log);
        Assert.Equal(40, records.Count);
        Assert.All(records.Index(), entry =>
        {
            Assert.Equal(message.Replace("{0}", entry.Index.ToString(null, null), StringComparison.Ordinal), entry.Item.Message);
            Assert.Equal(level, entry.Item.Level);
            Assert.Equal(category, entry.Item.Category);
        });
    }

    [Theory]
    [InlineData("System.InvalidOperationException: no\n   at Shop.Orders.Save() in Orders.cs:line 7\n --- End of stack trace ---")]
    [InlineData("java.io.IOException: reset\n\tat kafka.utils.Pool.get(Pool.scala:115)\nCaused by: java.lang.Error\n\t... 3 more")]
    [InlineData("Traceback (most recent call last):\n  File \"p.py\", line 13, in <module>\nKeyError: 'x'")]
    [InlineData("    at JSON.parse (<anonymous>)\n    at node:internal/main:28:49")]
    [InlineData("goroutine 1 [running]:\nruntime/debug.Stack()\n\t/usr/lib/go/stack.go:24 +0x65")]
    public void A_stack_trace_belongs_to_its_record(string trace)
    {
        string log = string.Join('\n', Enumerable.Range(0, 30).Select(i => $"2026-11-20 10:36:14,209 ERROR shop: order {i} failed" + (i % 3 == 0 ? "\n" + trace : "")));
        List<Seen> records = Read(log);
        Assert.Equal(30, records.Count);
        Assert.Equal(1 + trace.Split('\n').Length, records[0].Lines);
        Assert.Equal("order 0 failed", records[0].Message);
    }

    [Fact]
    public void Stack_traces_that_are_longer_than_the_log_do_not_hide_its_format()
    {
        string trace = "goroutine 1 [running]:\n" + string.Concat(Enumerable.Repeat("main.deep(0x0)\n\t/srv/main.go:3 +0x79\n", 9));
        List<Seen> records = Read(string.Concat(Enumerable.Range(0, 20).Select(i => $"2026/11/20 10:36:14 panic: job {i}\n" + trace)));
        Assert.Equal(20, records.Count);
        Assert.All(records, static record => Assert.Equal(20, record.Lines));
    }

    [Fact]
    public void Several_formats_in_one_file_are_told_apart()
    {
        string log = string.Join('\n', Enumerable.Range(0, 60).Select(static i => i % 2 == 0
            ? $"2026-11-20 10:03:02.561 +00:00 [WRN] Order {i} late" : $"17/06/09 20:10:58 INFO storage.BlockManager: Found block {i}"));
        List<Seen> records = Read(log);
        Assert.Equal("Order 0 late", records[0].Message);
        Assert.Equal("Found block 1", records[1].Message);
    }

    [Fact]
    public void Lines_without_any_header_are_a_record_each() =>
        Assert.Equal(["one", "two", "three"], Read("one\ntwo\n  more of two\nthree").Select(static record => record.Message));

    [Fact]
    public void An_exception_on_the_line_of_the_message_is_no_part_of_it() => Assert.All(
        Read(string.Join('\n', Enumerable.Range(0, 20).Select(static i => $"2026-11-20 10:03:04.7620|ERROR|Shop|Order {i} could not be saved"
            + (i % 3 == 0 ? "|System.ArgumentException: Bad (Parameter 'x')\n   at Shop.Save()" : "")))),
        static record => Assert.EndsWith("could not be saved", record.Message, StringComparison.Ordinal));

    [Fact]
    public void It_does_not_matter_where_the_bytes_are_cut()
    {
        byte[] log = Encoding.UTF8.GetBytes(string.Join("\r\n", Enumerable.Range(0, 50).Select(static i => $"2026-11-20 10:36:1{i % 10} WARN shop: order {i} für Ünal" + (i % 4 == 0 ? "\r\n   at x" : ""))));
        LogFormat format = LogFormat.Learn(log);
        List<Seen> whole = Read(log, format, log.Length);
        Prop.ForAll(Gen.Choose(1, 300).ToArbitrary(), size => whole.SequenceEqual(Read(log, format, size))).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }

    [Fact]
    public void Any_bytes_are_read_and_every_line_is_counted_once() => Prop.ForAll<byte[]>(static bytes =>
    {
        List<Seen> records = Read(bytes, LogFormat.Learn(bytes), Math.Max(1, bytes.Length));
        return records.Sum(static record => record.Lines) <= bytes.Count(static b => b == '\n') + 1;
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_line_of_many_megabytes_is_cut_and_what_follows_is_still_read()
    {
        var sink = new Sink();
        byte[] head = Encoding.UTF8.GetBytes("2026-11-20 10:36:14 WARN a: first\n2026-11-20 10:36:14 WARN a: second\n");
        var reader = new LogReader(LogFormat.Learn(head), sink);
        reader.Feed(head);
        byte[] part = Encoding.UTF8.GetBytes(new string('x', 100_000));
        for (int i = 0; i < 80; i++)
            reader.Feed(part);
        reader.Feed("\n2026-11-20 10:36:14 WARN a: last"u8);
        reader.Complete();
        Assert.True(reader.CutLines > 0);
        Assert.Equal("last", sink.Records[^1].Message);
    }

    [Fact]
    public void Lines_of_a_log_of_JSON_that_are_none_are_counted_and_kept()
    {
        byte[] log = Encoding.UTF8.GetBytes("{\"msg\":\"a\"}\n{\"msg\":\"b\"}\n{\"msg\":\n{\"msg\":\"\\ud800\"}\n{\"msg\":\"c\"}\n");
        var sink = new Sink();
        var reader = new LogReader(LogFormat.Learn(log), sink);
        reader.Feed(log);
        reader.Complete();
        Assert.Equal(2, reader.BadLines);
        Assert.Equal(5, sink.Records.Count);
    }

    private static List<Seen> Read(string log) => Encoding.UTF8.GetBytes(log) is var bytes ? Read(bytes, LogFormat.Learn(bytes), bytes.Length) : [];

    private static List<Seen> Read(byte[] log, LogFormat format, int size)
    {
        var sink = new Sink();
        var reader = new LogReader(format, sink);
        foreach (byte[] part in log.Chunk(size))
            reader.Feed(part);
        reader.Complete();
        return sink.Records;
    }

    private sealed record Seen(long Line, int Lines, long Ticks, LogLevel Level, string Category, string Message);

    private sealed class Sink : ILogSink
    {
        public List<Seen> Records { get; } = [];

        public void Accept(in LogRecord record) => Records.Add(new Seen(
            record.Line, record.Lines, record.Ticks, record.Level, Encoding.UTF8.GetString(record.Category), Encoding.UTF8.GetString(record.Message)));
    }
}
