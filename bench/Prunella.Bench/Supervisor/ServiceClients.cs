using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Prunella.Bench.Supervisor;

/// <summary>Clients that open a new connection for each request, and know of every request what became of it.</summary>
internal sealed class ServiceClients(IPEndPoint server)
{
    private static readonly byte[] Request = Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<RequestFate, int> _fates = new();
    private Answer _last = new(0, 0);

    /// <summary>The process that answered last, and when.</summary>
    public Answer Last => Volatile.Read(ref _last);

    public int Count(RequestFate fate) => _fates.GetValueOrDefault(fate);

    /// <summary>Forgets what was counted.</summary>
    public void Reset() => _fates.Clear();

    /// <summary>Runs so many clients until they are cancelled.</summary>
    public async Task RunAsync(int clients, CancellationToken cancellationToken) =>
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(() => OneAsync(cancellationToken), CancellationToken.None)));

    private async Task OneAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            RequestFate fate = await RequestAsync();
            _ = _fates.AddOrUpdate(fate, 1, static (_, count) => count + 1);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    /// <summary>One request.</summary>
    public async Task<RequestFate> RequestAsync()
    {
        using CancellationTokenSource limit = new(Limit);
        using Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        RequestFate onError = RequestFate.ResetUnsent;
        try
        {
            await socket.ConnectAsync(server, limit.Token);
            int sent = await socket.SendAsync(Request, limit.Token);
            onError = RequestFate.LostInFlight;
            byte[] buffer = new byte[1024];
            int length = 0;
            while (sent == Request.Length && await socket.ReceiveAsync(buffer.AsMemory(length), limit.Token) is > 0 and int read)
                length += read;
            string answer = Encoding.ASCII.GetString(buffer, 0, length);
            if (!answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal))
                return RequestFate.LostInFlight;
            Volatile.Write(ref _last, new Answer(ProcessOf(answer), TimeProvider.System.GetTimestamp()));
            return RequestFate.Answered;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.ConnectionRefused ? RequestFate.Refused : onError;
        }
        catch (OperationCanceledException)
        {
            return RequestFate.TimedOut;
        }
    }

    // The body is the process id, or chunks: a line with the length, then the process id.
    private static int ProcessOf(string answer)
    {
        string[] lines = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Split("\r\n");
        return int.Parse(answer.Contains("chunked", StringComparison.OrdinalIgnoreCase) ? lines[1] : lines[0], CultureInfo.InvariantCulture);
    }

    internal sealed record Answer(int Pid, long Timestamp);
}
