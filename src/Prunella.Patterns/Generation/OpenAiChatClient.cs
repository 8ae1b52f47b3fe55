using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Prunella.Patterns.Generation;

/// <summary>Asks a model by the chat protocol of OpenAI, which many servers speak. Text only. Thread-safe.</summary>
/// <remarks>Answers 429 and 5xx are tried again twice, after the time that the server asks for, or half a second and a second; never after more than 20 s.</remarks>
public sealed class OpenAiChatClient : IChatClient
{
    private const int MostRetries = 2;
    private const int MostLine = 1 << 20;
    private static readonly TimeSpan MostPause = TimeSpan.FromSeconds(20);
    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly string _key, _model;
    private readonly TimeProvider _time;

    /// <param name="http">Sends; belongs to this client, and is disposed with it.</param>
    /// <param name="baseAddress">The address up to and with <c>/v1</c>.</param>
    /// <param name="key">The key.</param>
    /// <param name="model">The model, where a question names none.</param>
    /// <param name="time">The clock of the pauses; the system's where null.</param>
    public OpenAiChatClient(HttpClient http, Uri baseAddress, string key, string model, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(baseAddress);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentException.ThrowIfNullOrEmpty(model);
        (_http, _address, _key, _model, _time) = (http, new Uri($"{baseAddress.ToString().TrimEnd('/')}/chat/completions"), key, model, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await SendAsync(messages, options, stream: false, cancellationToken);
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var limited = new StreamReader(body);
        char[] text = new char[MostLine];
        int length = await limited.ReadBlockAsync(text, cancellationToken);
        OpenAiReply reply = Read(length < MostLine ? new string(text, 0, length) : throw new InvalidOperationException("The answer is too long."));
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, reply.Choices is [{ Message.Content: { } content }, ..] ? content : "")) { ModelId = reply.Model, Usage = Usage(reply) };
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using HttpResponseMessage response = await SendAsync(messages, options, stream: true, cancellationToken);
        await using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (string data in ServerEvents.ReadAsync(body, MostLine, cancellationToken))
        {
            if (data == "[DONE]")
                yield break;
            OpenAiReply reply = Read(data);
            if (reply.Choices is [{ Delta.Content: { Length: > 0 } piece }, ..])
                yield return new ChatResponseUpdate(ChatRole.Assistant, piece) { ModelId = reply.Model };
            if (Usage(reply) is { } usage)
                yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(usage)]) { ModelId = reply.Model };
        }

        throw new InvalidOperationException("The answer broke off.");
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var question = new OpenAiQuestion(
            options?.ModelId ?? _model, [.. messages.Select(static message => new OpenAiMessage(message.Role.Value, message.Text))], options?.MaxOutputTokens, stream, stream ? new OpenAiStreamOptions(true) : null);
        for (int attempt = 0; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = JsonContent.Create(question, OpenAiJson.Default.OpenAiQuestion) };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _key);
            HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
            {
                TimeSpan pause = response.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(500 << attempt);
                if (attempt == MostRetries || pause > MostPause || response.StatusCode != HttpStatusCode.TooManyRequests && (int)response.StatusCode < 500)
                    throw new HttpRequestException($"The model answered {(int)response.StatusCode}.", null, response.StatusCode);
                await Task.Delay(pause, _time, cancellationToken);
            }
        }
    }

    private static OpenAiReply Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, OpenAiJson.Default.OpenAiReply) ?? throw new InvalidOperationException("The answer is null.");
        }
        catch (JsonException error)
        {
            throw new InvalidOperationException("The answer is no JSON of the protocol.", error);
        }
    }

    private static UsageDetails? Usage(OpenAiReply reply) => reply.Usage is { } usage ? new UsageDetails { InputTokenCount = usage.PromptTokens, OutputTokenCount = usage.CompletionTokens } : null;
}
