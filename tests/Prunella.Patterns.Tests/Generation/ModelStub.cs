using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Prunella.Patterns.Tests.Generation;

/// <summary>A server on the loopback that speaks the protocols of models. It answers as it is told, one answer after the other.</summary>
internal sealed class ModelStub : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, bool, Task>> _answers = new();

    private ModelStub()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static options => options.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public ConcurrentQueue<(string Path, string Authorization, string Body)> Asked { get; } = new();

    public static async Task<ModelStub> StartAsync()
    {
        var stub = new ModelStub();
        await stub._app.StartAsync();
        return stub;
    }

    /// <summary>Answers as Claude or as OpenAI does, by the path that is asked; streamed where that is asked for.</summary>
    public ModelStub Says(string text, int input = 1_000, int output = 100)
    {
        _answers.Enqueue((context, stream) => context.Request.Path.Value!.EndsWith("/messages", StringComparison.Ordinal) ? ClaudeAsync(context, stream, text, input, output) : OpenAiAsync(context, stream, text, input, output));
        return this;
    }

    public ModelStub Fails(int status, string? retryAfter = null)
    {
        _answers.Enqueue((context, _) =>
        {
            context.Response.StatusCode = status;
            if (retryAfter is not null)
                context.Response.Headers.RetryAfter = retryAfter;
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""");
        });
        return this;
    }

    /// <summary>Answers with exactly this.</summary>
    public ModelStub Sends(string body, string type)
    {
        _answers.Enqueue((context, _) =>
        {
            context.Response.ContentType = type;
            return context.Response.WriteAsync(body);
        });
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        string body = await reader.ReadToEndAsync();
        string key = context.Request.Headers.TryGetValue("x-api-key", out Microsoft.Extensions.Primitives.StringValues own) ? own.ToString() : context.Request.Headers.Authorization.ToString();
        Asked.Enqueue((context.Request.Path.Value!, key, body));
        using JsonDocument question = JsonDocument.Parse(body);
        bool stream = question.RootElement.TryGetProperty("stream", out JsonElement asked) && asked.GetBoolean();
        if (_answers.TryDequeue(out Func<HttpContext, bool, Task>? answer))
            await answer(context, stream);
        else
            context.Response.StatusCode = 404;
    }

    private static async Task ClaudeAsync(HttpContext context, bool stream, string text, int input, int output)
    {
        if (!stream)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($$"""{"id":"msg_1","type":"message","role":"assistant","model":"stub","content":[{"type":"text","text":{{Json(text)}} }],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":{{input}},"output_tokens":{{output}} } }""");
            return;
        }

        context.Response.ContentType = "text/event-stream";
        await EventAsync(context, "message_start", $$$"""{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"stub","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":{{{input}}},"output_tokens":1 } } }""");
        await EventAsync(context, "content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""");
        await EventAsync(context, "ping", """{"type":"ping"}""");
        foreach (string piece in Pieces(text))
            await EventAsync(context, "content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":{{{Json(piece)}}} } }""");
        await EventAsync(context, "content_block_stop", """{"type":"content_block_stop","index":0}""");
        await EventAsync(context, "message_delta", $$$"""{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":{{{output}}} } }""");
        await EventAsync(context, "message_stop", """{"type":"message_stop"}""");
    }

    private static async Task OpenAiAsync(HttpContext context, bool stream, string text, int input, int output)
    {
        string usage = $$"""{"prompt_tokens":{{input}},"completion_tokens":{{output}},"total_tokens":{{input + output}} }""";
        if (!stream)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($$"""{"id":"c1","object":"chat.completion","model":"stub","choices":[{"index":0,"message":{"role":"assistant","content":{{Json(text)}} },"finish_reason":"stop"}],"usage":{{usage}} }""");
            return;
        }

        context.Response.ContentType = "text/event-stream";
        foreach (string piece in Pieces(text))
            await EventAsync(context, null, $$$"""{"id":"c1","object":"chat.completion.chunk","model":"stub","choices":[{"index":0,"delta":{"role":"assistant","content":{{{Json(piece)}}} },"finish_reason":null}]}""");
        await EventAsync(context, null, $$"""{"id":"c1","object":"chat.completion.chunk","model":"stub","choices":[],"usage":{{usage}} }""");
        await EventAsync(context, null, "[DONE]");
    }

    private static Task EventAsync(HttpContext context, string? name, string data) => context.Response.WriteAsync($"{(name is null ? "" : $"event: {name}\n")}data: {data}\n\n");

    private static IEnumerable<string> Pieces(string text) => text.Chunk(40).Select(static piece => new string(piece));

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
