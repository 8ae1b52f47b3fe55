using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Prunella.Patterns.Embeddings;

/// <summary>Embeddings by the protocol of OpenAI: one request for each call. Thread-safe.</summary>
/// <remarks>It does not retry: the user of a lookup gets the answer by words at once instead.</remarks>
public sealed class OpenAiEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int MostText = 8_000; // characters; models take about 8,000 tokens
    private const long MostReply = 64 * 1024 * 1024;

    private readonly HttpClient _client;
    private readonly OpenAiEmbeddingOptions _options;
    private readonly Uri _address;

    /// <param name="client">Sends the requests; not disposed with this.</param>
    /// <param name="options">Where to, and which model.</param>
    public OpenAiEmbeddingGenerator(HttpClient client, OpenAiEmbeddingOptions options)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        (_client, _options) = (client, options);
        _address = new Uri(options.Address, "embeddings");
    }

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">The server can not be reached, refuses, or answers with something else.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        string[] texts = [.. values.Select(static text => text.Length > MostText ? text[..MostText] : text)];
        if (texts.Length == 0)
            return [];
        string model = options?.ModelId ?? _options.Model;
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = JsonContent.Create(new EmbeddingRequest(model, texts, options?.Dimensions ?? _options.Dimensions), EmbeddingJson.Default.EmbeddingRequest),
        };
        if (_options.Key is { } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"The embedding server answered {(int)response.StatusCode}.", null, response.StatusCode);
        return [.. (await ReadAsync(response, texts.Length, cancellationToken).ConfigureAwait(false)).Select(vector => new Embedding<float>(vector) { ModelId = model })];
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("openai", _options.Address, _options.Model, _options.Dimensions)
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The client is the caller's.
    }

    private static async Task<float[][]> ReadAsync(HttpResponseMessage response, int count, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > MostReply)
            throw new HttpRequestException("The embedding server answered more than 64 MiB.");
        await response.Content.LoadIntoBufferAsync(MostReply, cancellationToken).ConfigureAwait(false);
        try
        {
            EmbeddingReply? reply = await response.Content.ReadFromJsonAsync(EmbeddingJson.Default.EmbeddingReply, cancellationToken).ConfigureAwait(false);
            float[][] vectors = [.. (reply?.Data ?? []).OrderBy(static item => item.Index).Select(static item => item.Embedding ?? [])];
            if (vectors.Length == count && vectors.All(vector => vector.Length > 0 && vector.Length == vectors[0].Length && vector.All(float.IsFinite)))
                return vectors;
        }
        catch (JsonException error)
        {
            throw new HttpRequestException($"The embedding server answered no JSON of embeddings: {error.Message}", error);
        }

        throw new HttpRequestException($"The embedding server did not answer {count} vectors of one length.");
    }
}
