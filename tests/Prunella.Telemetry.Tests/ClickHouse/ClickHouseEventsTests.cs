using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.ClickHouse;
using Prunella.Telemetry.Store;

namespace Prunella.Telemetry.Tests.ClickHouse;

public sealed class ClickHouseEventsTests(ClickHouseServer server) : IClassFixture<ClickHouseServer>
{
    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 23, 59, 0, TimeSpan.Zero);

    [ClickHouseFact]
    public async Task The_queries_of_the_store_give_the_same_events()
    {
        ClickHouseEvents events = await FilledAsync(1000);

        Assert.Equal(10, await CountAsync(events, new EventQuery { From = Begin.AddSeconds(100), To = Begin.AddSeconds(110) }));
        Assert.Equal(100, await CountAsync(events, new EventQuery { Level = LogLevel.Error }));
        Assert.Equal(100, await CountAsync(events, new EventQuery { Template = "ORDER <*> failed" }));
        Assert.Equal(100, await CountAsync(events, new EventQuery { Template = "T-1" }));
        Assert.Equal(2, await CountAsync(events, new EventQuery { Trace = "Trace-7" }));
        Assert.Equal(1, await CountAsync(events, new EventQuery { Text = "ORDER 500 " }));
        Assert.Equal(3, await CountAsync(events, new EventQuery { Field = KeyValuePair.Create("id", "33") }));
        Assert.Equal(2, await CountAsync(events, new EventQuery { Field = KeyValuePair.Create("id", "33"), Limit = 2 }));
        Assert.Equal(5, await CountAsync(events, new EventQuery { Limit = 5 }));
        Assert.Equal(1000, await CountAsync(events, new EventQuery { Category = "shop" }));
        Assert.Equal(0, await CountAsync(events, new EventQuery { Category = "Sho" }));
        Assert.Equal(100, await events.CountAsync(new EventQuery { Level = LogLevel.Error, Limit = 5 }));
    }

    [ClickHouseFact]
    public async Task What_is_appended_is_read_as_it_was_whatever_is_in_it()
    {
        ClickHouseEvents events = new(server.Http, server.NewTable());
        await events.CreateAsync();
        StoredEvent[] written =
        [
            Event(1) with { Text = "a 'quote', a \\ and \"more\"\n\ttab \u0001 \0 ü 日本 🙂", Values = ["'", "\\", ""] },
            Event(2) with { Text = "Code: 62. is no error of the server", TemplateId = null, Template = null, Level = LogLevel.None },
            Event(3) with { Text = "'; DROP TABLE events1; --", Category = "a'b\\c" },
        ];
        Assert.Equal(3, await events.AppendAsync(written));

        StoredEvent[] read = await events.QueryAsync(new EventQuery()).ToArrayAsync();
        Assert.Equal(written.Select(Said), read.Select(Said));
        Assert.Equal(1, await CountAsync(events, new EventQuery { Text = "'quote', a \\ and" }));
        Assert.Equal(1, await CountAsync(events, new EventQuery { Category = "A'b\\C" }));
        Assert.Equal(0, await CountAsync(events, new EventQuery { Text = "' OR 1 = 1 --" }));
    }

    [ClickHouseFact]
    public async Task A_record_without_a_time_is_kept_and_comes_first()
    {
        ClickHouseEvents events = new(server.Http, server.NewTable());
        await events.CreateAsync();
        _ = await events.AppendAsync([Event(1), Event(2) with { Time = null }]);

        Assert.Equal([null, Begin.AddSeconds(1)], (await events.QueryAsync(new EventQuery()).ToArrayAsync()).Select(static stored => stored.Time));
        Assert.Equal(1, await CountAsync(events, new EventQuery { From = Begin }));
    }

    [ClickHouseFact]
    public async Task What_the_server_refuses_is_told_in_its_words()
    {
        ClickHouseException error = await Assert.ThrowsAsync<ClickHouseException>(() => new ClickHouseEvents(server.Http, server.NewTable()).CountAsync(new EventQuery()));

        Assert.Contains("doesn't exist", error.Message, StringComparison.Ordinal);
        Assert.Contains("nobody", (await Assert.ThrowsAsync<ClickHouseException>(() => new ClickHouseEvents(server.Http, server.NewTable(), "nobody", "x").CreateAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_error_of_HTTP()
    {
        using var http = new HttpClient();
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        _ = await Assert.ThrowsAsync<HttpRequestException>(() => new ClickHouseEvents(http, ClickHouseAddress.Parse($"http://127.0.0.1:{port}")).CreateAsync());
    }

    private async Task<ClickHouseEvents> FilledAsync(int count)
    {
        ClickHouseEvents events = new(server.Http, server.NewTable());
        await events.CreateAsync();
        await events.CreateAsync(); // a second time does nothing
        Assert.Equal(count, await events.AppendAsync(Enumerable.Range(0, count).Select(Event)));
        return events;
    }

    private static StoredEvent Event(int number) => new()
    {
        Time = Begin.AddSeconds(number),
        Level = number % 10 == 0 ? LogLevel.Error : LogLevel.Information,
        Category = number % 2 == 0 ? "Shop" : "Shop.Orders",
        TemplateId = number % 10 == 0 ? "t-1" : "t-2",
        Template = number % 10 == 0 ? "order <*> failed id=<*>" : "order <*> placed id=<*>",
        Values = [number.ToString(CultureInfo.InvariantCulture)],
        TraceId = $"trace-{number / 2}",
        SpanId = "",
        Text = string.Create(CultureInfo.InvariantCulture, $"order {number} {(number % 10 == 0 ? "failed" : "placed")} id={number % 333}"),
    };

    private static string Said(StoredEvent stored) =>
        string.Join('|', stored.Time?.UtcTicks, stored.Level, stored.Category, stored.TemplateId, stored.Template, string.Join(',', stored.Values), stored.TraceId, stored.SpanId, stored.Text);

    private static async Task<long> CountAsync(ClickHouseEvents events, EventQuery query) => await events.QueryAsync(query).CountAsync();
}
