using System.Net;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Prunella.Resilience;

namespace Prunella.AspNetCore;

/// <summary>Protects the actions of a controller, or one of them, by breaker, limit and timeout. MVC runs an action once, so nothing is tried again.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SelfHealingAttribute(string service) : Attribute, IAsyncActionFilter
{
    private static readonly CallOptions<ActionExecutedContext> Once = new()
    {
        Retry = false,
        Idempotent = false,
        Judge = static done => new Judgement(done.Result is IStatusCodeActionResult { StatusCode: { } status }
            ? OutcomeClassifier.OfStatus((HttpStatusCode)status)
            : OutcomeKind.Success),
    };

    /// <summary>What the action depends on.</summary>
    public string Service { get; } = service;

    /// <inheritdoc/>
    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        HttpContext http = context.HttpContext;
        if (!RolloutGate.Of(http.RequestServices).Includes(http))
        {
            _ = await next();
            return;
        }

        SelfHealingPipeline pipeline = http.RequestServices.GetRequiredService<SelfHealingEngine>().For(Service);
        var ran = new Ran();
        try
        {
            _ = await pipeline.ExecuteAsync((next, ran), static (call, _) => RunAsync(call.next, call.ran), Once, http.RequestAborted);
        }
        catch (CallRejectedException rejection) when (!ran.Value)
        {
            context.Result = new RejectedActionResult(rejection);
        }
        catch (Exception) when (ran.Value)
        {
            // MVC has it already, in the context of the action, and handles it there.
        }
    }

    private static async ValueTask<ActionExecutedContext> RunAsync(ActionExecutionDelegate next, Ran ran)
    {
        ran.Value = true;
        ActionExecutedContext done = await next();
        if (done is { Exception: { } error, ExceptionHandled: false })
            ExceptionDispatchInfo.Throw(error);
        return done;
    }

    private sealed class Ran
    {
        public bool Value { get; set; }
    }
}
