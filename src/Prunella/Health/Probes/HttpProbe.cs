using System.Buffers;
using System.Globalization;
using System.Text;
using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>A GET that must answer with a 2xx status, and with a body that fits where one is asked for. Redirects are not followed.</summary>
/// <remarks>No proxy, no cookies, no decompression. A body longer than <see cref="HttpProbeOptions.MaxBody"/> bytes is cut before it is looked at.</remarks>
public sealed class HttpProbe : INonBlockingProbe, IDisposable
{
    private readonly Uri _address;
    private readonly HttpProbeOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;

    /// <param name="address">An absolute http or https address.</param>
    /// <param name="options">What is expected; by default any 2xx.</param>
    /// <param name="time">The clock that the duration of an answer is measured by; by default the system's.</param>
    /// <exception cref="ArgumentException"><paramref name="address"/> is not absolute, or neither http nor https.</exception>
    public HttpProbe(Uri address, HttpProbeOptions? options = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!address.IsAbsoluteUri || address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException($"'{address}' is not an absolute http address.", nameof(address));
        _address = address;
        _options = options ?? new HttpProbeOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(_options.MaxBody, nameof(options));
        _time = time ?? TimeProvider.System;
        Description = $"GET {address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)}";
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            MaxConnectionsPerServer = 2,
            PooledConnectionLifetime = _options.NewConnection ? TimeSpan.Zero : TimeSpan.FromMinutes(2),
            ActivityHeadersPropagator = null,
        };
        // The schedule judges the timeout.
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <inheritdoc/>
    public string Description { get; }

    /// <inheritdoc/>
    public async ValueTask<HealthReading> MeasureAsync(CancellationToken cancellationToken)
    {
        long started = _time.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Get, _address);
        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        int status = (int)response.StatusCode;
        if (!response.IsSuccessStatusCode)
            return new HealthReading(HealthState.Failed, string.Create(CultureInfo.InvariantCulture, $"answered {status}"));

        string body = await ReadAsync(response, cancellationToken).ConfigureAwait(false);
        TimeSpan took = _time.GetElapsedTime(started);
        if (_options.Body is { } fits && !fits(body))
            return new HealthReading(HealthState.Failed, string.Create(CultureInfo.InvariantCulture, $"answered {status} with a body that does not fit"));
        string reason = string.Create(CultureInfo.InvariantCulture, $"answered {status} in {took.TotalMilliseconds:0} ms");
        return _options.SlowAfter is { } limit && took > limit
            ? new HealthReading(HealthState.Degraded, string.Create(CultureInfo.InvariantCulture, $"{reason}, over {limit.TotalMilliseconds:0} ms"))
            : HealthReading.Healthy(reason);
    }

    /// <summary>Closes its connections.</summary>
    public void Dispose() => _client.Dispose();

    private async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Max(1, _options.MaxBody));
        try
        {
            await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            int read = await stream.ReadAtLeastAsync(buffer.AsMemory(0, _options.MaxBody), _options.MaxBody, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return Encoding.UTF8.GetString(buffer, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
