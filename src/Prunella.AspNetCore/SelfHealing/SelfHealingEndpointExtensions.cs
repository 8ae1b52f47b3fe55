using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Prunella.Resilience;

namespace Prunella.AspNetCore;

/// <summary>Protects endpoints.</summary>
public static class SelfHealingEndpointExtensions
{
    /// <summary>Leaves an endpoint, or each of a group, out of <c>UseSelfHealing()</c>: one whose failures are no failures, as a health check, or whose calls heal themselves.</summary>
    /// <param name="builder">The endpoint or the group.</param>
    public static TBuilder WithoutSelfHealing<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new SelfHealingMetadata(Service: null));

    /// <summary>Protects an endpoint, or each of a group: <c>app.MapGet("/orders", …).WithSelfHealing("orders-db")</c>.</summary>
    /// <param name="builder">The endpoint or the group.</param>
    /// <param name="service">What the handler depends on; the name of its breaker and its options.</param>
    /// <param name="options">More about it; null for the defaults.</param>
    /// <remarks>Needs <c>AddPrunella()</c> or <c>AddSelfHealing()</c>. A call that is turned away is answered by 503 with Retry-After. Exceptions of the handler pass through unchanged.</remarks>
    public static TBuilder WithSelfHealing<TBuilder>(this TBuilder builder, string service, EndpointHealingOptions? options = null)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentException.ThrowIfNullOrEmpty(service);
        options ??= new EndpointHealingOptions();
        _ = builder.WithMetadata(new SelfHealingMetadata(service));
        return builder.AddEndpointFilterFactory((_, next) =>
        {
            SelfHealingEndpointFilter? filter = null;
            return context =>
            {
                filter ??= new SelfHealingEndpointFilter(
                    context.HttpContext.RequestServices.GetRequiredService<SelfHealingEngine>(),
                    RolloutGate.Of(context.HttpContext.RequestServices), service, options);
                return filter.InvokeAsync(context, next);
            };
        });
    }
}
