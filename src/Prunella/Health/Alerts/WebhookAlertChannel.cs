using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Tells people by a POST of JSON: <c>{"kind":"raised","component":"db","severity":"failed","title":"…","reason":"…","at":"…","affected":3,"times":1,"evidence":[…]}</c>.</summary>
/// <remarks>
/// Three tries with a timeout of 5 s each, and a random wait of at most 1 s and 2 s between them. A status of 4xx other than 408 and 429 is not tried
/// again. Redirects are not followed: an address that moved is an error to mend. The address is a secret and appears in no error.
/// </remarks>
public sealed class WebhookAlertChannel : IAlertChannel, IDisposable
{
    private const int Tries = 3;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly ExponentialBackoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
    private readonly Uri _address;
    private readonly Random _random;
    private readonly TimeProvider _time;
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <param name="address">An absolute http or https address.</param>
    /// <param name="random">Draws the waits; used by this channel alone.</param>
    /// <param name="time">The clock of waits and timeouts; by default the system's.</param>
    /// <exception cref="ArgumentException"><paramref name="address"/> is not absolute, or neither http nor https.</exception>
    public WebhookAlertChannel(Uri address, Random random, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(random);
        if (!address.IsAbsoluteUri || address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException("The address of a webhook is an absolute http address.", nameof(address));
        (_address, _random, _time) = (address, random, time ?? TimeProvider.System);
    }

    /// <inheritdoc/>
    public string Name => "webhook";

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">It was not accepted.</exception>
    public async ValueTask SendAsync(Alert alert, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(alert);
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(WebhookMessage.Of(alert), WebhookJson.Default.WebhookMessage);
        for (int attempt = 0; ; attempt++)
        {
            await Task.Delay(_backoff.Delay(attempt, _random), _time, cancellationToken).ConfigureAwait(false);
            Failure? failure = await TryAsync(body, cancellationToken).ConfigureAwait(false);
            if (failure is null)
                return;
            if (!failure.Value.Passing || attempt == Tries - 1)
                throw new HttpRequestException(failure.Value.What);
        }
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _client.Dispose();

    private async Task<Failure?> TryAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Limit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = content };
        try
        {
            using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return null;
            bool passing = (int)response.StatusCode >= 500 || response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;
            return new Failure(string.Create(CultureInfo.InvariantCulture, $"the webhook answered {(int)response.StatusCode}"), passing);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Failure($"the webhook did not answer within {Limit.TotalSeconds:0} s", Passing: true);
        }
        catch (HttpRequestException error)
        {
            return new Failure($"the webhook could not be reached: {error.HttpRequestError}", Passing: true);
        }
    }

    private readonly record struct Failure(string What, bool Passing);
}
