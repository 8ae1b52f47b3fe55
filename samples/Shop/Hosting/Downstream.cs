using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Prunella.AspNetCore;
using Prunella.Resilience;

namespace Shop.Hosting;

/// <summary>Calls from one service to the next.</summary>
public static partial class Downstream
{
    /// <summary>As many requests at once go to one service; what is more waits.</summary>
    private const int MostAtOnce = 32;

    /// <summary>A client of another service: its connections are few and renewed, it gives up after two seconds, and its calls heal themselves.</summary>
    /// <param name="builder">The service that calls.</param>
    /// <param name="service">The name of the other.</param>
    /// <param name="address">Where the other is.</param>
    /// <param name="options">How the calls are protected.</param>
    /// <param name="configure">What holds for HTTP alone.</param>
    public static void AddDownstream<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TClient>(
        this IHostApplicationBuilder builder, string service, Uri address, ServiceOptions options, Action<HttpHealingOptions> configure)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<SelfHealingOptions>(all => all.Services[service] = options);
        builder.Services
            .AddHttpClient<TClient>(service, http => (http.BaseAddress, http.Timeout) = (address, TimeSpan.FromSeconds(2)))
            .ConfigurePrimaryHttpMessageHandler(static () => new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(1),
                MaxConnectionsPerServer = MostAtOnce,
                PooledConnectionLifetime = TimeSpan.FromMinutes(1),
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
                UseCookies = false,
                UseProxy = false,
            })
            .RemoveAllLoggers()
            .AddSelfHealing(configure);
    }

    /// <summary>Sends <paramref name="request"/> and reads the answer.</summary>
    /// <exception cref="UnavailableException">No answer, a 5xx status, or an answer that is not what it should be.</exception>
    public static async Task<Answer<T>> CallAsync<T>(
        this HttpClient http, HttpRequestMessage request, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellation);
            return response.IsSuccessStatusCode
                ? new Answer<T>(await ReadAsync(response, "application/json", type, cancellation), null)
                : (int)response.StatusCode < 500
                    ? new Answer<T>(null, await ReadAsync(response, "application/problem+json", ProblemJson.Default.ProblemDetails, cancellation))
                    : throw new UnavailableException($"{http.BaseAddress} answered {(int)response.StatusCode}.");
        }
        catch (Exception error) when (
            error is HttpRequestException or JsonException or CallRejectedException or AttemptTimeoutException or InvalidResponseException
            || IsTimeout(error, cancellation))
        {
            throw new UnavailableException($"{http.BaseAddress} did not answer as it should: {error.Message}", error);
        }
    }

    private static async Task<T> ReadAsync<T>(
        HttpResponseMessage response, string mediaType, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        response.Content.Headers.ContentType?.MediaType == mediaType
            ? await response.Content.ReadFromJsonAsync(type, cancellation) ?? throw new JsonException("the answer is null")
            : throw new JsonException($"the content is {response.Content.Headers.ContentType}");

    private static bool IsTimeout(Exception error, CancellationToken cancellation) =>
        error is OperationCanceledException && !cancellation.IsCancellationRequested;

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(ProblemDetails))]
    private sealed partial class ProblemJson : JsonSerializerContext;
}
