using System.Net;
using System.Net.Sockets;
using System.Text;
using Shop.Load;

namespace Shop.Tests.Load;

public sealed class LoadGeneratorTests
{
    private const string Fine = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";

    [Theory]
    [InlineData(ConnectionMode.KeepAlive)]
    [InlineData(ConnectionMode.PerRequest)]
    public async Task Right_answers_are_ok(ConnectionMode mode)
    {
        int connections = 0;
        await using var server = new ScriptedServer(async (socket, stop) =>
        {
            _ = Interlocked.Increment(ref connections);
            while (true)
                await ScriptedServer.AnswerAsync(socket, Fine, stop);
        });

        LoadReport report = await RunAsync(server.EndPoint, mode);

        Assert.Equal(10, report.Total.Outcomes.Ok);
        Assert.Equal(0, report.Total.Outcomes.Failed);
        if (mode == ConnectionMode.PerRequest)
            Assert.Equal(10, connections);
    }

    [Fact]
    public async Task A_status_of_400_or_above_is_an_http_error() =>
        Assert.Equal(10, (await RunAsync("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")).HttpError);

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfail")] // the script's check throws
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    public async Task An_answer_that_is_not_right_is_wrong(string answer) =>
        Assert.Equal(10, (await RunAsync(answer)).Wrong);

    [Fact]
    public async Task No_answer_is_a_timeout()
    {
        await using var server = new ScriptedServer(static (_, stop) => Task.Delay(Timeout.Infinite, stop));

        LoadReport report = await RunAsync(server.EndPoint, timeout: TimeSpan.FromMilliseconds(100));

        Assert.Equal(10, report.Total.Outcomes.Timeout);
    }

    [Fact]
    public async Task A_port_where_nobody_listens_refuses()
    {
        using var bound = new Socket(SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));

        LoadReport report = await RunAsync((IPEndPoint)bound.LocalEndPoint!);

        Assert.Equal(10, report.Total.Outcomes.Refused);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_fails_after_the_request_is_reset_in_flight(bool midAnswer)
    {
        await using var server = new ScriptedServer(async (socket, stop) =>
        {
            if (midAnswer)
                await ScriptedServer.AnswerAsync(socket, Fine[..^1], stop);
            else
                await ScriptedServer.ReadAsync(socket, stop);
            ScriptedServer.Reset(socket);
        });

        LoadReport report = await RunAsync(server.EndPoint);

        Assert.Equal(10, report.Total.Outcomes.ResetInFlight);
    }

    [Fact]
    public async Task A_connection_that_fails_before_the_first_byte_is_reset_before_the_request()
    {
        var connected = new TaskCompletionSource();
        await using var server = new ScriptedServer(async (socket, _) =>
        {
            await connected.Task;
            ScriptedServer.Reset(socket);
        });
        using var connection = new LoadConnection();
        Assert.Null(await connection.ConnectAsync(server.EndPoint, default));
        connected.SetResult();
        Assert.True(SpinWait.SpinUntil(() => connection.IsDead, TimeSpan.FromSeconds(30)));

        (Outcome outcome, _) = await connection.ExchangeAsync(Request, default);

        Assert.Equal(Outcome.ResetBeforeRequest, outcome);
    }

    [Fact]
    public async Task An_idle_connection_that_was_closed_costs_no_request()
    {
        await using var server = new ScriptedServer(static (socket, stop) => ScriptedServer.AnswerAsync(socket, Fine, stop));

        LoadReport report = await RunAsync(server.EndPoint, rate: 20);

        Assert.Equal(0, report.Total.Outcomes.Failed - report.Total.Outcomes.ResetInFlight - report.Total.Outcomes.ResetBeforeRequest);
        Assert.True(report.Total.IdleClosed > 0);
    }

    [Fact]
    public async Task What_is_due_while_too_many_are_under_way_is_not_sent()
    {
        await using var server = new ScriptedServer(static (_, stop) => Task.Delay(Timeout.Infinite, stop));

        LoadReport report = await LoadGenerator.Start(Options(server.EndPoint) with { MaxInFlight = 3 }, new OneRequest()).Completion;

        Assert.Equal((3, 7), (report.Total.Outcomes.Timeout, report.Total.Outcomes.NotSent));
    }

    [Fact]
    public async Task A_stalled_server_does_not_thin_out_the_load()
    {
        await using var server = new ScriptedServer(static (_, stop) => Task.Delay(Timeout.Infinite, stop));

        LoadReport report = await RunAsync(server.EndPoint, rate: 1_000, timeout: TimeSpan.FromSeconds(1));

        Assert.Equal(10, report.Total.Outcomes.Timeout);
        Assert.Equal(10, report.Series.Sum(static interval => interval.Outcomes.Total));
    }

    [Fact]
    public async Task Stopping_ends_the_load_after_what_is_under_way()
    {
        await using var server = new ScriptedServer(static (socket, stop) => ScriptedServer.AnswerAsync(socket, Fine, stop));
        LoadGenerator load = LoadGenerator.Start(Options(server.EndPoint) with { Duration = null }, new OneRequest());

        LoadReport report = await load.StopAsync();

        Assert.Equal(0, report.Total.InFlight);
        Assert.Equal(report.Total, (await load.StopAsync()).Total);
    }

    [Fact]
    public async Task The_fault_of_a_script_comes_out_of_the_report()
    {
        LoadGenerator load = LoadGenerator.Start(Options(new IPEndPoint(IPAddress.Loopback, 9)), new BrokenScript());

        _ = await Assert.ThrowsAsync<NotSupportedException>(() => load.Completion);
    }

    [Fact]
    public async Task The_shop_serves_its_script_without_a_fault()
    {
        await using ShopFixture shop = await ShopFixture.StartAsync();
        var target = new IPEndPoint(IPAddress.Loopback, shop.Gateway.BaseAddress!.Port);
        LoadOptions options = Options(target) with { Rate = 100, Duration = TimeSpan.FromSeconds(1), Timeout = TimeSpan.FromSeconds(30) };

        LoadReport report = await LoadGenerator.Start(options, new ShopScript(target, "test")).Completion;

        Assert.Equal(100, report.Total.Outcomes.Ok);
    }

    private static LoadRequest Request { get; } = new(
        Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: test\r\n\r\n"),
        static answer => Encoding.ASCII.GetString(answer.Body.Span) switch
        {
            "fine" => true,
            "fail" => throw new FormatException("can not be looked at"),
            _ => false,
        });

    private static LoadOptions Options(IPEndPoint target) => new()
    {
        Target = target,
        Rate = 1_000,
        Duration = TimeSpan.FromMilliseconds(10),
        Timeout = TimeSpan.FromSeconds(2),
    };

    private static Task<LoadReport> RunAsync(
        IPEndPoint target, ConnectionMode mode = ConnectionMode.KeepAlive, TimeSpan? timeout = null, double rate = 1_000) =>
        LoadGenerator.Start(
            Options(target) with
            {
                Connections = mode,
                Rate = rate,
                Duration = TimeSpan.FromSeconds(10 / rate),
                Timeout = timeout ?? TimeSpan.FromSeconds(30),
            },
            new OneRequest()).Completion;

    private static async Task<OutcomeCounts> RunAsync(string answer)
    {
        await using var server = new ScriptedServer((socket, stop) => ScriptedServer.AnswerAsync(socket, answer, stop));
        return (await RunAsync(server.EndPoint, ConnectionMode.PerRequest)).Total.Outcomes;
    }

    private sealed class OneRequest : ILoadScript
    {
        public LoadRequest Next(long number) => Request;
    }

    private sealed class BrokenScript : ILoadScript
    {
        public LoadRequest Next(long number) => throw new NotSupportedException();
    }
}
