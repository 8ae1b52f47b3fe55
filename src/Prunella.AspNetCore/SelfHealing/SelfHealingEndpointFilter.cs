using Microsoft.AspNetCore.Http;
using Prunella.Resilience;

namespace Prunella.AspNetCore;

/// <summary>Runs a minimal-API handler through the pipeline of its service.</summary>
internal sealed class SelfHealingEndpointFilter
{
    private readonly SelfHealingEngine _engine;
    private readonly RolloutGate _gate;
    private readonly string _service;
    private readonly EndpointHealingOptions _options;
    private readonly CallOptions<object?> _repeatable;
    private readonly CallOptions<object?> _once;

    public SelfHealingEndpointFilter(SelfHealingEngine engine, RolloutGate gate, string service, EndpointHealingOptions options)
    {
        (_engine, _gate, _service, _options) = (engine, gate, service, options);
        _repeatable = new CallOptions<object?>
        {
            Retry = options.Retry,
            CircuitBreaker = options.CircuitBreaker,
            Judge = static result => new Judgement(KindOf(result)),
            Validate = options.Response is { } rules ? result => FaultOf(rules, result) : null,
            SizeOf = static result => result is BufferedResult buffered ? buffered.Size : 0,
        };
        _once = _repeatable with { Idempotent = false };
    }

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        if (!_gate.Includes(http))
            return await next(context);
        bool repeatable = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || HttpMethods.IsOptions(http.Request.Method);
        var call = new Call(context, next, _options.Response is not null || _options.KeepLastGood);
        try
        {
            object? result = await _engine.For(_service).ExecuteAsync(call, static (call, token) => call.RunAsync(token), OptionsFor(http, repeatable), http.RequestAborted);
            if (result is BufferedResult buffered && buffered != call.Last)
                http.Response.Headers["X-Prunella-Stale"] = "true";
            return result;
        }
        catch (CallRejectedException rejection)
        {
            return Unavailable.Answer(http, rejection);
        }
        catch (InvalidResponseException)
        {
            return TypedResults.Problem("The service made an answer that it may not send.", statusCode: StatusCodes.Status500InternalServerError);
        }
    }

    private CallOptions<object?> OptionsFor(HttpContext http, bool repeatable)
    {
        if (!repeatable)
            return _once;
        return _options.KeepLastGood && HttpMethods.IsGet(http.Request.Method)
            ? _repeatable with { CacheKey = $"{http.Request.Path}{http.Request.QueryString}" }
            : _repeatable;
    }

    private static OutcomeKind KindOf(object? result) => result is IStatusCodeHttpResult { StatusCode: { } status }
        ? OutcomeClassifier.OfStatus((System.Net.HttpStatusCode)status)
        : OutcomeKind.Success;

    private static string? FaultOf(ResponseRules rules, object? result) => result is BufferedResult answer
        ? rules.FaultOf(answer.StatusCode ?? StatusCodes.Status200OK, answer.ContentType, answer.Body)
        : null;

    /// <summary>The handler of one request, as often as it is run.</summary>
    private sealed class Call(EndpointFilterInvocationContext context, EndpointFilterDelegate next, bool buffer)
    {
        public BufferedResult? Last { get; private set; }

        // The handler has its own token (RequestAborted); a timeout of the attempt reaches it by replacing that.
        public async ValueTask<object?> RunAsync(CancellationToken token)
        {
            HttpContext http = context.HttpContext;
            CancellationToken before = http.RequestAborted;
            http.RequestAborted = token;
            try
            {
                object? result = await next(context);
                return buffer ? Last = await BufferedResult.FromAsync(http, result) : result;
            }
            finally
            {
                http.RequestAborted = before;
            }
        }
    }
}
