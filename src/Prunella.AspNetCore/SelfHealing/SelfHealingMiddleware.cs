using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Prunella.Resilience;

namespace Prunella.AspNetCore;

/// <summary>Runs the rest of a request through the pipeline of its route. Nothing is tried twice: an answer may have begun.</summary>
internal sealed class SelfHealingMiddleware(RequestDelegate next, SelfHealingEngine engine, IServiceProvider services)
{
    private readonly RolloutGate _gate = RolloutGate.Of(services);

    private static readonly CallOptions<HttpStatusCode> Once = new()
    {
        Retry = false,
        Idempotent = false,
        Judge = static status => new Judgement(OutcomeClassifier.OfStatus(status)),
    };

    public async Task InvokeAsync(HttpContext context)
    {
        using Deadline.Scope? deadline = Deadline.TryParseHeader(context.Request.Headers[Deadline.HeaderName], out TimeSpan left)
            ? Deadline.Begin(left, engine.Time)
            : null;
        if (context.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<SelfHealingMetadata>() is not null || !_gate.Includes(context))
        {
            await next(context);
            return;
        }

        try
        {
            string service = $"{context.Request.Method} {endpoint.RoutePattern.RawText}";
            _ = await engine.For(service).ExecuteAsync((next, context), static (call, token) => RunAsync(call.next, call.context, token), Once, context.RequestAborted);
        }
        catch (CallRejectedException rejection) when (!context.Response.HasStarted)
        {
            await Unavailable.Answer(context, rejection).ExecuteAsync(context);
        }
    }

    private static async ValueTask<HttpStatusCode> RunAsync(RequestDelegate next, HttpContext context, CancellationToken token)
    {
        CancellationToken before = context.RequestAborted;
        context.RequestAborted = token;
        try
        {
            await next(context);
            return (HttpStatusCode)context.Response.StatusCode;
        }
        finally
        {
            context.RequestAborted = before;
        }
    }
}
