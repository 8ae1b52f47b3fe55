using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.Store;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Tests.Store;

public sealed class EventStoreTests : IDisposable
{
    private static readonly DateTime Begin = new(2026, 3, 1, 23, 59, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-store-").FullName;

    [Fact]
    public void Whatever_is_written_is_read_again_packed_or_not() => Prop.ForAll<(int Seconds, byte Level, string? Category, string? Text)[]>(records =>
    {
        string folder = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        using var store = new EventStore(folder);
        IEventSink writer = store.OpenWriter();
        var miner = new TemplateMiner();
        var expected = new List<string>();
        foreach ((int seconds, byte level, string? category, string? text) in records)
        {
            (long ticks, var said) = (Begin.AddSeconds(seconds % 200_000).Ticks, (LogLevel)(level % 7));
            byte[] message = Encoding.UTF8.GetBytes(text ?? ""), name = Encoding.UTF8.GetBytes(category ?? "");
            int shape = miner.Observe(message);
            writer.Accept(new LogRecord { Ticks = ticks, Level = said, Category = name, Message = message, Text = message }, miner.KeyOf(shape), miner.Values);
            expected.Add($"{ticks} {said} {Encoding.UTF8.GetString(name)} {Encoding.UTF8.GetString(message)}");
        }

        writer.Complete(miner.Build());
        bool plain = Same(store, expected);
        store.Compact();
        return plain && Same(store, expected);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void Records_of_json_are_read_again_byte_by_byte_whatever_their_fields() => Prop.ForAll<(byte Names, string? Value, int Number, byte Template)[]>(records =>
    {
        string folder = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        using var store = new EventStore(folder);
        var events = new Miner(store.OpenWriter());
        var log = new StringBuilder("{\"@mt\":\"first\"}\n");
        foreach ((byte names, string? value, int number, byte template) in records.Concat(records))
        {
            string text = JsonSerializer.Serialize(value ?? "");
            log.Append(CultureInfo.InvariantCulture, $"{{{(names % 3 == 0 ? "" : " ")}\"@t\":\"2026-03-01T10:00:0{names % 10}Z\",\"@mt\":\"Order {{Id}} \\\"{template % 5}\",\"Id\":{number}");
            log.Append(names % 2 == 0 ? $",\"Name\":{text}" : $",\"SourceContext\":{text}").Append(names % 5 == 0 ? ",\"More\":[1,{}]" : "").Append(names % 7 == 0 ? " }" : "}").Append(names % 11 == 0 ? " \n" : "\n");
        }

        byte[] bytes = Encoding.UTF8.GetBytes(log.ToString());
        var reader = new LogReader(LogFormat.Learn(bytes), events);
        reader.Feed(bytes);
        reader.Complete();
        events.Complete();

        string[] lines = log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return store.Query(new EventQuery()).Select(static stored => stored.Text).Order(StringComparer.Ordinal).SequenceEqual(lines.Order(StringComparer.Ordinal));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Two_writers_have_files_of_their_own_and_the_next_one_goes_on_with_them()
    {
        using var store = new EventStore(_folder);
        IEventSink first = store.OpenWriter(), second = store.OpenWriter();
        var miner = new TemplateMiner();
        int shape = miner.Observe("one"u8);
        for (int i = 0; i < 9000; i++) // more than a block has
        {
            foreach (IEventSink writer in (IEventSink[])[first, second])
                writer.Accept(new LogRecord { Ticks = Begin.Ticks, Message = "one"u8, Text = "one"u8 }, miner.KeyOf(shape), miner.Values);
        }

        TemplateCatalog catalog = miner.Build();
        first.Complete(catalog);
        second.Complete(catalog);
        Assert.Equal(2, Directory.GetFiles(_folder, "*.events").Length);

        Write(store, 10);

        Assert.Equal(2, Directory.GetFiles(_folder, "2026-03-01*.events").Length);
        Assert.Equal(18_010, store.Query(new EventQuery(), static damage => Assert.Fail(damage)).Count());
    }

    [Fact]
    public void Queries_go_by_time_level_template_trace_text_and_field()
    {
        using EventStore store = Filled(1000);

        Assert.Equal(10, store.Query(new EventQuery { From = Begin.AddSeconds(100), To = Begin.AddSeconds(110) }).Count());
        Assert.Equal(100, store.Query(new EventQuery { Level = LogLevel.Error }).Count());
        Assert.Equal(100, store.Query(new EventQuery { Template = "order <*> failed" }).Count());
        Assert.Equal(2, store.Query(new EventQuery { Trace = "trace-7" }).Count());
        Assert.Equal("order 500 failed id=500", Assert.Single(store.Query(new EventQuery { Text = "ORDER 500 " })).Text);
        Assert.Equal("500 500", string.Join(' ', store.Query(new EventQuery { Text = "order 500 " }).Single().Values));
        Assert.Equal(3, store.Query(new EventQuery { Field = KeyValuePair.Create("id", "33") }).Count());
        Assert.Equal(5, store.Query(new EventQuery { Limit = 5 }).Count());
        Assert.Equal(1000, store.Query(new EventQuery { Category = "Shop" }).Count());
        Assert.Empty(store.Query(new EventQuery { Category = "Sho" }));
    }

    [Fact]
    public void Days_lie_in_files_of_their_own_and_the_oldest_go_first()
    {
        var clock = new FixedTime(new DateTimeOffset(2026, 3, 20, 0, 0, 0, TimeSpan.Zero));
        using (EventStore store = Filled(1000))
            Assert.Equal(2, Directory.GetFiles(store.Folder, "*.events").Length);

        using var later = new EventStore(_folder, new EventStoreOptions { MaxAge = TimeSpan.FromDays(18) }, clock);
        later.Compact();

        Assert.All(later.Query(new EventQuery()), static stored => Assert.Equal(2, stored.Time!.Value.Day));
        Assert.Single(Directory.GetFiles(_folder, "*.events"));
    }

    [Fact]
    public void A_torn_end_is_told_and_cut_off_and_what_stands_before_stays()
    {
        using (Filled(30))
        {
        }

        string file = Directory.GetFiles(_folder, "*.events").Single();
        byte[] whole = File.ReadAllBytes(file);
        using (FileStream torn = File.OpenWrite(file))
        {
            torn.Seek(0, SeekOrigin.End);
            torn.Write(whole.AsSpan(0, 100)); // the header of a block, and some of it
        }

        var told = new List<string>();
        using var store = new EventStore(_folder);
        Assert.Equal(30, store.Query(new EventQuery(), told.Add).Count());
        Assert.Single(told);
        Write(store, 10);

        Assert.Equal(40, store.Query(new EventQuery(), static damage => Assert.Fail(damage)).Count());
        Assert.True(new FileInfo(file).Length > whole.Length);
    }

    [Fact]
    public void A_damaged_block_is_left_out_and_told()
    {
        using (Filled(30))
        {
        }

        string file = Directory.GetFiles(_folder, "*.events").Single();
        byte[] bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);

        var told = new List<string>();
        using var store = new EventStore(_folder);

        Assert.Empty(store.Query(new EventQuery(), told.Add));
        Assert.NotEmpty(told);
    }

    [Fact]
    public void Any_bytes_for_a_block_are_refused_and_never_crash() => Prop.ForAll<byte[]>(bytes =>
    {
        try
        {
            _ = EventBlock.Read(new BlockHeader(false, bytes.Length, bytes.Length, 1, 0, 0, LogLevel.Trace, 0), bytes);
        }
        catch (InvalidDataException)
        {
            // what it must say
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Events_are_exported_as_lines_of_json_and_as_otlp()
    {
        using EventStore store = Filled(20);
        using var lines = new MemoryStream();
        using var otlp = new MemoryStream();

        EventExport.JsonLines(store.Query(new EventQuery()), lines);
        EventExport.Otlp(store.Query(new EventQuery()), otlp);

        Assert.Equal(20, Encoding.UTF8.GetString(lines.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        using var document = System.Text.Json.JsonDocument.Parse(otlp.ToArray());
        Assert.Equal(20, document.RootElement.GetProperty("resourceLogs")[0].GetProperty("scopeLogs")[0].GetProperty("logRecords").GetArrayLength());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static bool Same(EventStore store, List<string> expected)
    {
        string[] found = [.. store.Query(new EventQuery()).Select(static stored => $"{stored.Time!.Value.Ticks} {stored.Level} {stored.Category} {stored.Text}")];
        return found.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal));
    }

    private EventStore Filled(int count)
    {
        var store = new EventStore(_folder);
        Write(store, count);
        return store;
    }

    private static void Write(EventStore store, int count)
    {
        IEventSink writer = store.OpenWriter();
        var miner = new TemplateMiner();
        for (int i = 0; i < count; i++)
        {
            byte[] message = Encoding.UTF8.GetBytes(i % 10 == 0 ? $"order {i} failed id={i}" : $"order {i} placed id={i % 100 + (i < 300 ? 0 : 1000)}");
            int shape = miner.Observe(message);
            writer.Accept(new LogRecord
            {
                Ticks = Begin.AddSeconds(i).Ticks, Level = i % 10 == 0 ? LogLevel.Error : LogLevel.Information, Category = "Shop.Orders"u8, Message = message, Text = message, TraceId = Encoding.UTF8.GetBytes($"trace-{i / 2}"),
            }, miner.KeyOf(shape), miner.Values);
        }

        writer.Complete(miner.Build());
    }

    private sealed class Miner(IEventSink events) : ILogSink
    {
        private readonly TemplateMiner _miner = new();

        public void Accept(in LogRecord record)
        {
            int shape = record.Template.IsEmpty ? _miner.Observe(record.Message) : _miner.ObserveGiven(record.Template);
            events.Accept(record, _miner.KeyOf(shape), _miner.Values);
        }

        public void Complete() => events.Complete(_miner.Build());
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
