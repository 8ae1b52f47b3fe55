using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Link;
using Prunella.Supervisor.Native;
using Prunella.Testing;

namespace Prunella.Supervisor.Tests.Agent;

public sealed class AgentServerTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("prunella-link-").FullName;
    private readonly ManualClock _clock = new();
    private readonly List<Exception> _faults = [];
    private readonly Reactor _reactor;
    private readonly SupervisionContext _context;
    private readonly AgentServer _server;
    private readonly RecordingPeer _peer = new();
    private FrameConnection? _connection;

    public AgentServerTests()
    {
        _reactor = new Reactor("test", _clock, _faults.Add);
        // The server uses the loop and the path alone.
        _context = new SupervisionContext(_reactor, null!, null!, null!, NullLogger.Instance, _directory, "mark", null, HoldsLaunches: false, new Random(1));
        _server = OnReactor(() => new AgentServer(_context, (connection, hello) =>
        {
            _connection = connection;
            return hello.Role == LinkRole.Operator ? _peer : null;
        }));
    }

    [Fact]
    public async Task A_peer_that_says_hello_is_served_however_its_bytes_are_cut()
    {
        using Socket peer = Connect();
        byte[] bytes = [.. Hello(LinkRole.Operator), .. FrameWriter.ToArray(FrameType.Request, "{}"u8)];
        foreach (byte one in bytes)
            _ = peer.Send([one]);

        await Sight.UntilAsync(() => _peer.Frames.Count == 1);
        Assert.Equal("Request:{}", _peer.Frames[0]);
        Assert.Equal(Environment.ProcessId, OnReactor(() => _connection!.Peer.ProcessId));

        peer.Close();
        await Sight.UntilAsync(() => _peer.IsClosed);
    }

    [Fact]
    public async Task A_peer_that_is_not_welcome_is_sent_away()
    {
        using Socket peer = Connect();
        _ = peer.Send(Hello(LinkRole.Process));
        await EndedAsync(peer);
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 0, 0, 1 })] // too short to have a type
    [InlineData(new byte[] { 255, 255, 255, 255 })] // longer than any frame
    [InlineData(new byte[] { 2, 0, 0, 0, 2, 1 })] // another version
    [InlineData(new byte[] { 2, 0, 0, 0, 1, 2 })] // a beat before the hello
    [InlineData(new byte[] { 4, 0, 0, 0, 1, 1, (byte)'{', (byte)'}' })] // a hello that says nothing
    [InlineData(new byte[] { 71, 69, 84, 32, 47, 32 })] // GET /
    public async Task Bytes_that_are_no_greeting_end_the_connection_and_nothing_else(byte[] bytes)
    {
        using Socket peer = Connect();
        _ = peer.Send(bytes);
        await EndedAsync(peer);

        using Socket next = Connect();
        _ = next.Send(Hello(LinkRole.Operator));
        _ = next.Send(FrameWriter.ToArray(FrameType.Request, "{}"u8));
        await Sight.UntilAsync(() => _peer.Frames.Count == 1);
        Assert.Empty(_faults);
    }

    [Fact]
    public async Task Malformed_frames_after_the_hello_end_the_connection_too()
    {
        using Socket peer = Connect();
        _ = peer.Send(Hello(LinkRole.Operator));
        _ = peer.Send([2, 0, 0, 0, 9, 1]);

        await EndedAsync(peer);
        await Sight.UntilAsync(() => _peer.IsClosed);
        Assert.Empty(_faults);
    }

    [Fact]
    public async Task A_peer_that_says_nothing_is_let_go_after_five_seconds()
    {
        using Socket silent = Connect();
        using Socket polite = Connect();
        _ = polite.Send(Hello(LinkRole.Operator));
        await Sight.UntilAsync(() => _connection is not null); // the second was taken, so the first was as well

        _clock.Advance(TimeSpan.FromSeconds(5));
        _reactor.Post(static () => { });

        await EndedAsync(silent);
        _ = polite.Send(FrameWriter.ToArray(FrameType.Request, "{}"u8));
        await Sight.UntilAsync(() => _peer.Frames.Count == 1);
    }

    [Fact]
    public async Task A_reader_that_is_too_slow_is_let_go_and_the_memory_with_it()
    {
        using Socket peer = Connect();
        _ = peer.Send(Hello(LinkRole.Operator));
        await Sight.UntilAsync(() => _connection is not null);
        byte[] payload = new byte[512 * 1024];

        bool closed = OnReactor(() =>
        {
            for (int i = 0; i < 32 && !_connection!.IsClosed; i++)
                _connection.Send(FrameType.Reply, payload);
            return _connection!.IsClosed;
        });

        Assert.True(closed);
        Assert.True(_peer.IsClosed);
    }

    [Fact]
    public async Task A_reader_that_catches_up_gets_every_byte_in_order()
    {
        using Socket peer = Connect();
        _ = peer.Send(Hello(LinkRole.Operator));
        await Sight.UntilAsync(() => _connection is not null);
        byte[][] payloads = [.. Enumerable.Range(0, 14).Select(static number => Enumerable.Repeat((byte)number, 300_000 + number).ToArray())];
        _reactor.Post(() => Array.ForEach(payloads, payload => _connection!.Send(FrameType.Reply, payload)));

        var reader = new FrameReader();
        int read = 0;
        while (read < payloads.Length)
        {
            reader.Advance(peer.Receive(reader.Space()));
            while (reader.TryRead(out Frame frame))
                Assert.True(frame.Payload.SequenceEqual(payloads[read++]));
        }

        await Sight.UntilAsync(() => OnReactor(() => _connection!.Pending == 0));
    }

    [Fact]
    public async Task Beyond_the_most_connections_a_peer_is_turned_away_until_one_leaves()
    {
        List<Socket> peers = [.. Enumerable.Range(0, 512).Select(_ => Connect())];
        using Socket late = Connect();
        await EndedAsync(late);

        peers[0].Dispose();
        await Sight.UntilAsync(() =>
        {
            Socket next = Connect();
            peers.Add(next);
            try
            {
                _ = next.Send(Hello(LinkRole.Operator));
            }
            catch (SocketException)
            {
                // It was turned away before it could say a word.
            }

            return _connection is not null;
        });
        peers.ForEach(static peer => peer.Dispose());
    }

    [Fact]
    public void The_socket_is_open_to_its_user_alone_and_taken_away_at_the_end()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_context.LinkPath));
        _ = OnReactor(() =>
        {
            _server.Dispose();
            return true;
        });
        Assert.False(File.Exists(_context.LinkPath));
    }

    public void Dispose()
    {
        _ = OnReactor(() =>
        {
            _server.Dispose();
            return true;
        });
        _reactor.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static byte[] Hello(LinkRole role) =>
        FrameWriter.ToArray(FrameType.Hello, new Hello(role, Environment.ProcessId, "1.0", role == LinkRole.Process ? new("web") : null).ToBytes());

    private static async Task EndedAsync(Socket peer)
    {
        using var watchdog = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        try
        {
            Assert.Equal(0, await peer.ReceiveAsync(new byte[1], watchdog.Token));
        }
        catch (SocketException)
        {
            // Bytes of ours lay unread: a reset is an end too.
        }
    }

    private Socket Connect()
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(_context.LinkPath));
        return socket;
    }

    private T OnReactor<T>(Func<T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _reactor.Post(() =>
        {
            try
            {
                result.SetResult(work());
            }
            catch (Exception error)
            {
                result.SetException(error);
            }
        });
        return result.Task.GetAwaiter().GetResult();
    }

    private sealed class RecordingPeer : IPeer
    {
        private volatile IReadOnlyList<string> _frames = [];

        public IReadOnlyList<string> Frames => _frames;

        public volatile bool IsClosed;

        public void OnFrame(Frame frame) => _frames = [.. _frames, $"{frame.Type}:{System.Text.Encoding.UTF8.GetString(frame.Payload)}"];

        public void OnClose() => IsClosed = true;
    }
}
