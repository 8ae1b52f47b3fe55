using System.Net;
using System.Net.Sockets;
using Prunella.Testing;

namespace Prunella.Supervisor.Tests.Processes;

public sealed class ReadinessCheckTests
{
    private readonly ManualLoop _loop = new();
    private int _ready;

    [Fact]
    public void A_process_that_has_lived_long_enough_is_ready()
    {
        var check = new ReadinessCheck(_loop, new Readiness.Alive(TimeSpan.FromSeconds(2)));
        check.Begin(() => _ready++);

        _loop.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(0, _ready);
        _loop.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(1, _ready);
        _loop.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, _ready);
    }

    [Fact]
    public void Even_without_a_wait_it_is_not_ready_within_the_call()
    {
        var check = new ReadinessCheck(_loop, new Readiness.Alive(TimeSpan.Zero));
        check.Begin(() => _ready++);
        Assert.Equal(0, _ready);

        _loop.RunUntilIdle();
        Assert.Equal(1, _ready);
    }

    [Fact]
    public void A_look_that_was_ended_is_never_ready_and_a_second_one_begins_anew()
    {
        var check = new ReadinessCheck(_loop, new Readiness.Alive(TimeSpan.FromSeconds(1)));
        check.Begin(() => _ready++);
        check.End();
        _loop.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, _ready);

        check.Begin(() => _ready += 10);
        check.Begin(() => _ready += 100);
        _loop.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(100, _ready);
    }

    [Fact]
    public async Task A_port_is_looked_at_until_somebody_listens()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var check = new ReadinessCheck(_loop, new Readiness.Tcp((IPEndPoint)socket.LocalEndPoint!));
        _loop.Post(() => check.Begin(() => _ready++));
        _loop.Advance(TimeSpan.FromMilliseconds(25));
        Assert.Equal(0, _ready);

        socket.Listen();

        await Sight.UntilAsync(() =>
        {
            _loop.Advance(TimeSpan.FromMilliseconds(25));
            return _ready == 1;
        });
    }

    [Theory]
    [InlineData("200 OK", true)]
    [InlineData("204 No Content", true)]
    [InlineData("302 Found", false)]
    [InlineData("503 Service Unavailable", false)]
    public async Task An_answer_counts_only_with_a_status_of_success(string status, bool expected)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int answered = 0;
        Task server = Task.Run(async () =>
        {
            while (true)
            {
                using TcpClient client = await listener.AcceptTcpClientAsync();
                _ = await client.GetStream().ReadAsync(new byte[4096]);
                await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
                _ = Interlocked.Increment(ref answered);
            }
        });
        var check = new ReadinessCheck(_loop, new Readiness.Http(new Uri($"http://{listener.LocalEndpoint}/health")));
        _loop.Post(() => check.Begin(() => _ready++));

        // A third look proves that the answers to the two before were weighed.
        await Sight.UntilAsync(() =>
        {
            _loop.Advance(TimeSpan.FromMilliseconds(25));
            return _ready > 0 || Volatile.Read(ref answered) > 2;
        });

        Assert.Equal(expected, _ready == 1);
        listener.Stop();
        _ = await Assert.ThrowsAnyAsync<Exception>(() => server);
    }
}
