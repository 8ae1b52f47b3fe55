using System.Net;
using System.Net.Sockets;

namespace Prunella.Bench.Supervisor;

/// <summary>A way to bring a service down.</summary>
/// <param name="Name">What happens, for a person.</param>
/// <param name="InflictAsync">Does it to the process with this id, which serves at this address.</param>
internal sealed record ServiceFault(string Name, Func<IPEndPoint, int, CancellationToken, Task> InflictAsync)
{
    private static readonly TimeSpan TimeToBegin = TimeSpan.FromMilliseconds(200);

    /// <summary>It is gone without a word.</summary>
    public static ServiceFault Kill { get; } = new("killed", static (_, pid, _) => SignalAsync(pid, LinuxSignals.Kill));

    /// <summary>It stands still, its connections open.</summary>
    public static ServiceFault Freeze { get; } = new("frozen (SIGSTOP)", static (_, pid, _) => SignalAsync(pid, LinuxSignals.Stop));

    /// <summary>Its thread pool runs nothing any more; it would recover by itself after 20 s.</summary>
    public static ServiceFault Starve { get; } = new("pool starved", static (server, _, token) => StarveAsync(server, token));

    // By hand, and without waiting for the end: its pool may be blocked before the answer is out, and a client that tries again would starve the next process.
    private static async Task StarveAsync(IPEndPoint server, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server, cancellationToken);
        _ = await socket.SendAsync("POST /starve?seconds=20 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), cancellationToken);
        limit.CancelAfter(TimeToBegin);
        try
        {
            _ = await socket.ReceiveAsync(new byte[1024], limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It has begun.
        }
    }

    private static Task SignalAsync(int pid, int signal) =>
        LinuxSignals.Send(pid, signal) ? Task.CompletedTask : throw new InvalidOperationException("the service ended by itself");
}
