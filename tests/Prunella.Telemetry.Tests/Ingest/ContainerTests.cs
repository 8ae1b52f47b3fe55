using System.Text;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Records;

namespace Prunella.Telemetry.Tests.Ingest;

public sealed class ContainerTests
{
    [Fact]
    public void Lines_that_cri_cut_are_joined_and_its_time_is_taken_for_programs_that_write_none()
    {
        List<(DateTime Time, LogLevel Level, string Message)> records = Read("""
            2026-03-01T10:00:00.000000001Z stdout F info: Shop.Orders[0]
            2026-03-01T10:00:00.000000002Z stdout F       Order 1 placed
            2026-03-01T10:00:07.000000001Z stdout F warn: Shop.Orders[0]
            2026-03-01T10:00:07.000000002Z stdout P       Order 2 is
            2026-03-01T10:00:07.000000003Z stdout F  late

            """);

        Assert.Equal([(new DateTime(2026, 3, 1, 10, 0, 0), LogLevel.Information, "Order 1 placed"), (new DateTime(2026, 3, 1, 10, 0, 7), LogLevel.Warning, "Order 2 is late")], records);
    }

    [Fact]
    public void Docker_lines_are_unwrapped_and_unescaped()
    {
        List<(DateTime Time, LogLevel Level, string Message)> records = Read("""
            {"log":"info: Shop.Orders[0]\n","stream":"stdout","time":"2026-03-01T10:00:00.5Z"}
            {"log":"      Hello\n","stream":"stdout","time":"2026-03-01T10:00:00.5Z"}
            {"log":"info: Shop.Orders[0]\n","stream":"stdout","time":"2026-03-01T10:00:00.5Z"}
            {"log":"      Said \"good\tday\" to Zo\u00eb\n","stream":"stdout","time":"2026-03-01T10:00:00.5Z"}

            """);

        Assert.Equal(2, records.Count);
        (_, LogLevel level, string message) = records[1];
        Assert.Equal((LogLevel.Information, "Said \"good\tday\" to Zoë"), (level, message));
    }

    [Fact]
    public void The_header_of_rfc_5424_is_read_with_priority_program_and_data()
    {
        List<(DateTime Time, LogLevel Level, string Message)> records = Read("""
            <131>1 2026-03-01T10:00:00.5Z web-1 orders 77 ID47 [a@1 x="y \"] z"][b] disk is full
            <134>1 2026-03-01T10:00:01Z web-1 orders 77 - - all is well

            """);

        Assert.Equal([(LogLevel.Error, "disk is full"), (LogLevel.Information, "all is well")], records.Select(static record => (record.Level, record.Message)));
    }

    [Fact]
    public void A_time_without_a_year_is_of_the_year_before_the_file_was_written_at_most()
    {
        List<(DateTime Time, LogLevel Level, string Message)> records = Read("""
            Dec 31 23:59:59 web-1 orders[7]: last
            Jan  1 00:00:01 web-1 orders[7]: first

            """, new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal([2025, 2026], records.Select(static record => record.Time.Year));
    }

    private static List<(DateTime Time, LogLevel Level, string Message)> Read(string text, DateTimeOffset? written = null)
    {
        var sink = new Kept();
        byte[] bytes = Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"));
        var feed = new LogFeed(bytes, written ?? new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), sink);
        for (int i = 0; i < bytes.Length; i += 7)
            feed.Feed(bytes.AsSpan(i, Math.Min(7, bytes.Length - i)));
        feed.Complete();
        return sink.Records;
    }

    private sealed class Kept : ILogSink
    {
        public List<(DateTime Time, LogLevel Level, string Message)> Records { get; } = [];

        public void Accept(in LogRecord record)
        {
            long seconds = record.Ticks - (record.Ticks % TimeSpan.TicksPerSecond);
            Records.Add((new DateTime(seconds), record.Level, Encoding.UTF8.GetString(record.Message)));
        }
    }
}
