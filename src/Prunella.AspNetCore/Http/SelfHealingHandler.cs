using System.Net.Http.Headers;
using Prunella.Resilience;

namespace Prunella.AspNetCore;

/// <summary>Runs the requests of an HttpClient through the pipeline of their service.</summary>
public sealed class SelfHealingHandler : DelegatingHandler
{
    private const string IdempotencyKey = "Idempotency-Key";

    private readonly SelfHealingEngine _engine;
    private readonly string _service;
    private readonly HttpHealingOptions _options;
    private readonly CallOptions<HttpResponseMessage> _streamed;
    private readonly CallOptions<HttpAnswer> _held;

    /// <param name="engine">The engine.</param>
    /// <param name="service">The name of the service that is called.</param>
    /// <param name="options">More about it; null for the defaults.</param>
    public SelfHealingHandler(SelfHealingEngine engine, string service, HttpHealingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentException.ThrowIfNullOrEmpty(service);
        (_engine, _service, _options) = (engine, service, options ?? new HttpHealingOptions());
        _streamed = new CallOptions<HttpResponseMessage> { Judge = static response => HttpAnswer.Judge(response.StatusCode, response.Headers.RetryAfter) };
        _held = new CallOptions<HttpAnswer>
        {
            Judge = static answer => HttpAnswer.Judge(answer.Status, answer.RetryAfter),
            Validate = _options.Response is { } rules ? answer => rules.FaultOf((int)answer.Status, answer.ContentType, answer.Body) : null,
            SizeOf = static answer => answer.Size,
        };
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        bool repeatable = IsRepeatable(request);
        if (repeatable && request.Content is not null)
            await request.Content.LoadIntoBufferAsync(cancellationToken); // it may have to be sent again
        SelfHealingPipeline pipeline = _engine.For(_service);
        return _options.Response is null && !_options.KeepLastGood
            ? await pipeline.ExecuteAsync(
                (Handler: this, request), static (call, token) => new(call.Handler.SendOnceAsync(call.request, token)),
                _streamed with { Idempotent = repeatable, Partition = PartitionOf(request) }, cancellationToken)
            : await SendHeldAsync(pipeline, request, repeatable, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendHeldAsync(SelfHealingPipeline pipeline, HttpRequestMessage request, bool repeatable, CancellationToken cancellationToken)
    {
        HttpAnswer? last = null;
        bool keep = _options.KeepLastGood && request.Method == HttpMethod.Get;
        CallOptions<HttpAnswer> options = _held with
        {
            Idempotent = repeatable,
            Partition = PartitionOf(request),
            CacheKey = keep ? request.RequestUri?.ToString() : null,
            MayOutliveCaller = keep && _options.SoftTimeout,
        };
        // A call that goes on after its caller was answered from the past needs a request that outlives him.
        HttpRequestMessage sent = options.MayOutliveCaller ? await CopyAsync(request, cancellationToken) : request;
        HttpAnswer answer = await pipeline.ExecuteAsync(
            async token =>
            {
                using HttpResponseMessage response = await SendOnceAsync(sent, token);
                return last = await HttpAnswer.FromAsync(response, _engine.Time, token);
            },
            options, cancellationToken);
        return answer.ToResponse(request, isStale: answer != last, _engine.Time);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (Deadline.Current is { } deadline)
        {
            _ = request.Headers.Remove(Deadline.HeaderName);
            _ = request.Headers.TryAddWithoutValidation(Deadline.HeaderName, deadline.ToHeader());
        }

        return await base.SendAsync(request, cancellationToken);
    }

    private string? PartitionOf(HttpRequestMessage request) => _options.ByHost ? request.RequestUri?.Authority : null;

    private bool IsRepeatable(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Method == HttpMethod.Options
        || _options.RetryPutAndDelete && (request.Method == HttpMethod.Put || request.Method == HttpMethod.Delete)
        || request.Headers.Contains(IdempotencyKey);

    private static async Task<HttpRequestMessage> CopyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpRequestMessage copy = new(request.Method, request.RequestUri) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        AddTo(copy.Headers, request.Headers);
        foreach ((string name, object? value) in request.Options)
            copy.Options.Set(new HttpRequestOptionsKey<object?>(name), value);
        if (request.Content is { } content)
        {
            copy.Content = new ByteArrayContent(await content.ReadAsByteArrayAsync(cancellationToken));
            AddTo(copy.Content.Headers, content.Headers);
        }

        return copy;
    }

    private static void AddTo(HttpHeaders headers, HttpHeaders from)
    {
        foreach ((string name, HeaderStringValues values) in from.NonValidated)
            _ = headers.TryAddWithoutValidation(name, values);
    }
}
