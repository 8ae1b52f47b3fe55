using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Prunella.Cli.Shell;
using Prunella.Telemetry.Otlp;

namespace Prunella.Cli.Live;

/// <summary>OTLP/HTTP on an address of this machine: <c>POST /v1/traces</c>, <c>/v1/logs</c> and <c>/v1/metrics</c>. The port is held from the start.</summary>
internal sealed class OtlpEndpoint : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly Socket _listener;
    private readonly byte[]? _token;
    private readonly OtlpReceiver _receiver;
    private readonly WebApplication _application;
    private readonly Task _started;

    private OtlpEndpoint(Socket listener, string? token, Func<OtlpBatch, bool> offer, OtlpReceiverOptions options)
    {
        _listener = listener;
        _token = token is null ? null : Encoding.UTF8.GetBytes($"Bearer {token}");
        _receiver = new OtlpReceiver(offer, options);
        var bound = (IPEndPoint)listener.LocalEndPoint!;
        string host = bound.Address.Equals(IPAddress.Any) ? "127.0.0.1" : bound.Address.Equals(IPAddress.IPv6Any) ? "[::1]" : bound.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{bound.Address}]" : bound.Address.ToString();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{host}:{bound.Port}"));
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        _ = builder.Logging.ClearProviders();
        _ = builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // the receiver reads no further than its own limit, and says so
            kestrel.Limits.MaxConcurrentConnections = 128;
            kestrel.Limits.RequestHeadersTimeout = Patience;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
            kestrel.ListenHandle((ulong)_listener.Handle);
        });
        _application = builder.Build();
        _application.Run(AnswerAsync);
        _started = _application.StartAsync();
    }

    /// <summary>Where services on this machine reach it.</summary>
    public Uri Address { get; }

    /// <summary>Completes when it takes requests; those that come sooner wait.</summary>
    public Task Started => _started;

    /// <summary>Holds the port and begins.</summary>
    /// <param name="at">Where; port 0 for one of the system's choice.</param>
    /// <param name="token">What senders must bear; null for nothing.</param>
    /// <param name="offer">Takes what comes.</param>
    /// <param name="options">How much is taken; the defaults where null.</param>
    /// <exception cref="UsageException">The port is taken.</exception>
    public static OtlpEndpoint Open(IPEndPoint at, string? token, Func<OtlpBatch, bool> offer, OtlpReceiverOptions? options = null)
    {
        var listener = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(at);
            listener.Listen(128);
            return new OtlpEndpoint(listener, token, offer, options ?? new OtlpReceiverOptions());
        }
        catch (SocketException error)
        {
            listener.Dispose();
            throw new UsageException($"telemetry.otlp: {at} can not be had: {error.Message}", error);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        try
        {
            await _started;
            await _application.StopAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Senders that do not end are left.
        }

        await _application.DisposeAsync();
        _listener.Dispose();
        _receiver.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (SignalOf(context.Request.Path) is not { } signal)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "POST";
            return;
        }

        if (!IsAllowed(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            await WriteAsync(context.Response, await _receiver.ReceiveAsync(signal, context.Request.ContentType, context.Request.Headers.ContentEncoding, context.Request.Body, patience.Token));
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status408RequestTimeout;
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            context.Abort(); // whoever sent it has gone
        }
    }

    private static async Task WriteAsync(HttpResponse response, OtlpAnswer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        if (answer.RetryAfter is { } wait)
            response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await response.Body.WriteAsync(answer.Body);
    }

    private static OtlpSignal? SignalOf(PathString path) => path.Value switch
    {
        "/v1/traces" => OtlpSignal.Traces,
        "/v1/logs" => OtlpSignal.Logs,
        "/v1/metrics" => OtlpSignal.Metrics,
        _ => null,
    };

    private bool IsAllowed(HttpRequest request) =>
        _token is null || CryptographicOperations.FixedTimeEquals(_token, Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()));
}
