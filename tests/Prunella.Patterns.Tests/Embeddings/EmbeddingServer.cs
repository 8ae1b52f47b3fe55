using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Prunella.Patterns.Tests.Embeddings;

/// <summary>A server on 127.0.0.1 that speaks the protocol of embeddings. A text means which of a few words it has.</summary>
internal sealed class EmbeddingServer : IDisposable
{
    private static readonly string[][] Meanings = [["pool", "connections", "exhausted", "starved"], ["disk", "full", "space"], ["certificate", "tls", "expired"], ["queue", "backlog"]];

    private readonly HttpListener _listener;

    public EmbeddingServer()
    {
        // A port that was free may be taken before the listener has it.
        for (int turn = 0; ; turn++)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            int port = ((IPEndPoint)probe.LocalEndpoint).Port;
            probe.Stop();
            _listener = new HttpListener();
            Address = new Uri($"http://127.0.0.1:{port}/v1/");
            _listener.Prefixes.Add(Address.ToString());
            try
            {
                _listener.Start();
                break;
            }
            catch (HttpListenerException) when (turn < 5)
            {
            }
        }

        _ = Task.Run(ServeAsync);
    }

    public Uri Address { get; }

    /// <summary>What it answers in place of vectors; null for vectors.</summary>
    public volatile string? Wrong;

    public int Status { get; set; } = 200;

    /// <summary>The bodies it was sent.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The last key it was sent.</summary>
    public string? Authorization { get; private set; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            string body = await reader.ReadToEndAsync();
            lock (Asked)
                Asked.Add(body);
            Authorization = context.Request.Headers["Authorization"];
            context.Response.StatusCode = context.Request.Url!.AbsolutePath == "/v1/embeddings" ? Status : 404;
            byte[] answer = Encoding.UTF8.GetBytes(Wrong ?? Answer(body));
            await context.Response.OutputStream.WriteAsync(answer);
            context.Response.Close();
        }
    }

    private static string Answer(string body)
    {
        using JsonDocument asked = JsonDocument.Parse(body);
        // In the wrong order, as the protocol allows.
        return JsonSerializer.Serialize(new
        {
            model = "stub",
            data = asked.RootElement.GetProperty("input").EnumerateArray().Select(static (text, index) => new { index, embedding = Vector(text.GetString()!) }).Reverse(),
        });
    }

    private static float[] Vector(string text) =>
        [.. Meanings.Select(words => (float)words.Count(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))), 0.01f];
}
