using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Prunella.Tests.Health;

/// <summary>A tiny HTTP server on a port of the system's choice, that answers by the book of the test.</summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<int, string> _answer;
    private int _connections;

    /// <param name="answer">The whole answer to request n, from 1; empty to be silent for ever.</param>
    public LoopbackServer(Func<int, string> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{EndPoint.Port}/health?secret=1"));
        _ = AcceptAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public Uri Address { get; }

    public int Connections => Volatile.Read(ref _connections);

    public ConcurrentQueue<string> Requests { get; } = new();

    public static string Answer(int status, string body = "", string headers = "") =>
        string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Word\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}");

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _connections);
        using TcpClient mine = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        try
        {
            while (await ReadAsync(reader) is { } request)
            {
                Requests.Enqueue(request);
                await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(_answer(Requests.Count)));
            }
        }
        catch (IOException)
        {
            // The client went away.
        }
    }

    private static async Task<string?> ReadAsync(StreamReader reader)
    {
        var request = new StringBuilder();
        int length = 0;
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.Length == 0)
            {
                char[] body = new char[length];
                if (length > 0)
                    _ = await reader.ReadBlockAsync(body);
                return request.Append(body).ToString();
            }

            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                length = int.Parse(line.AsSpan(15), CultureInfo.InvariantCulture);
            request.AppendLine(line);
        }

        return null;
    }
}
