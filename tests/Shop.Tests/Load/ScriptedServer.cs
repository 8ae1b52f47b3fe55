using System.Net;
using System.Net.Sockets;

namespace Shop.Tests.Load;

/// <summary>A server that does one thing to each connection.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Socket, CancellationToken, Task> _serve;
    private readonly Task _running;

    public ScriptedServer(Func<Socket, CancellationToken, Task> serve)
    {
        _serve = serve;
        _listener.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        _listener.Listen();
        _running = RunAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>Closes by RST instead of FIN.</summary>
    public static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    /// <summary>Reads some of a request.</summary>
    public static async Task ReadAsync(Socket socket, CancellationToken cancellation) =>
        _ = await socket.ReceiveAsync(new byte[4_096], cancellation);

    public static async Task AnswerAsync(Socket socket, string answer, CancellationToken cancellation)
    {
        await ReadAsync(socket, cancellation);
        _ = await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                await _serve(socket, _stop.Token);
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                // The client went first, or the test is over.
            }
        }
    }
}
