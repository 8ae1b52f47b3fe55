using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Prunella.Bench.Dashboard;

/// <summary>A Chromium without a window, spoken to by its DevTools protocol: the few words that a measurement needs.</summary>
internal sealed class DevTools : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly RunningProgram _program;
    private readonly ClientWebSocket _socket;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> _asked = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly SemaphoreSlim _sending = new(1);
    private volatile TaskCompletionSource _loaded = new();
    private int _number;

    private DevTools(RunningProgram program, ClientWebSocket socket)
    {
        _program = program;
        _socket = socket;
    }

    /// <summary>Errors and warnings of the console, of scripts and of security policies.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <exception cref="InvalidOperationException">There is no Chromium, or it does not start.</exception>
    public static async Task<DevTools> StartAsync(string folder, CancellationToken cancellationToken)
    {
        string place = Places.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("there is no Chromium: eng/setup installs it");
        var program = RunningProgram.Start(folder,
            [place, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-port=0", $"--user-data-dir={folder}", "about:blank"]);
        string file = Path.Combine(folder, "DevToolsActivePort");
        for (int i = 0; !File.Exists(file) || (await File.ReadAllLinesAsync(file, cancellationToken)).Length < 2; i++)
        {
            if (i > 300 || program.HasExited)
                throw new InvalidOperationException($"Chromium did not start: {RunningProgram.LastOutput(folder)}");
            await Task.Delay(100, cancellationToken);
        }

        string port = (await File.ReadAllLinesAsync(file, cancellationToken))[0];
        using var client = new HttpClient();
        JsonNode targets = JsonNode.Parse(await client.GetStringAsync($"http://127.0.0.1:{port}/json/list", cancellationToken))!;
        string address = targets.AsArray().First(static target => target!["type"]!.ToString() == "page")!["webSocketDebuggerUrl"]!.GetValue<string>();
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(address), cancellationToken);
        var tools = new DevTools(program, socket);
        _ = tools.ListenAsync();
        foreach (string domain in new[] { "Page", "Runtime", "Log", "Audits" })
            _ = await tools.AskAsync($"{domain}.enable", null, cancellationToken);
        return tools;
    }

    /// <summary>Goes to a page and waits until it is loaded.</summary>
    public async Task GoAsync(string address, CancellationToken cancellationToken)
    {
        _loaded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = await AskAsync("Page.navigate", new JsonObject { ["url"] = address }, cancellationToken);
        await _loaded.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        await Task.Delay(300, cancellationToken); // for what the page does once it is loaded
    }

    /// <summary>The value of an expression as text; null where it has none.</summary>
    public async Task<string?> EvaluateAsync(string expression, CancellationToken cancellationToken) =>
        (await AskAsync("Runtime.evaluate", new JsonObject { ["expression"] = expression, ["returnByValue"] = true }, cancellationToken))?["result"]?["value"]?.ToString();

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _program.StopAsync();
        _program.Dispose();
    }

    private async Task<JsonNode?> AskAsync(string method, JsonObject? parameters, CancellationToken cancellationToken)
    {
        int number = Interlocked.Increment(ref _number);
        var answer = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[number] = answer;
        byte[] message = Encoding.UTF8.GetBytes(new JsonObject { ["id"] = number, ["method"] = method, ["params"] = parameters ?? [] }.ToJsonString());
        await _sending.WaitAsync(cancellationToken);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        finally
        {
            _ = _sending.Release();
        }

        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
    }

    private async Task ListenAsync()
    {
        byte[] room = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(room.AsMemory(), CancellationToken.None);
                message.Write(room, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                Take(JsonNode.Parse(message.GetBuffer().AsSpan(0, (int)message.Length))!);
                message.SetLength(0);
            }
        }
        catch (Exception error) when (error is WebSocketException or ObjectDisposedException or OperationCanceledException or JsonException)
        {
            // The browser is gone.
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"] is { } number && _asked.TryRemove(number.GetValue<int>(), out TaskCompletionSource<JsonNode?>? answer))
            _ = answer.TrySetResult(message["result"]);
        JsonNode? content = message["params"];
        switch (Text(message, "method"))
        {
            case "Page.loadEventFired":
                _ = _loaded.TrySetResult();
                break;
            case "Log.entryAdded" when Text(content, "entry", "level") is "error" or "warning":
                _complaints.Enqueue(Text(content, "entry", "text") ?? "an entry");
                break;
            case "Runtime.exceptionThrown":
                _complaints.Enqueue(Text(content, "exceptionDetails", "text") ?? "an exception");
                break;
            case "Runtime.consoleAPICalled" when Text(content, "type") is "error" or "warning":
                _complaints.Enqueue(Text(content, "args") ?? "a message");
                break;
            case "Audits.issueAdded" when Text(content, "issue", "code") == "ContentSecurityPolicyIssue":
                _complaints.Enqueue($"Content Security Policy: {Text(content, "issue", "details")}");
                break;
            default:
                break;
        }
    }

    private static string? Text(JsonNode? node, params string[] path)
    {
        foreach (string name in path)
            node = node?[name];
        return node?.ToString();
    }
}
