using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Prunella.Metrics;

namespace Prunella.AspNetCore;

/// <summary>Hands the metrics of the process to Prometheus.</summary>
public static class MetricsEndpointExtensions
{
    /// <summary>Answers <c>GET</c> at a path with all metrics as text: OpenMetrics where the caller asks for it, else Prometheus's format 0.0.4.</summary>
    /// <remarks>Anybody who may reach the application may read it: call <c>RequireAuthorization</c> or <c>RequireHost</c> on what is returned.</remarks>
    /// <param name="routes">The application.</param>
    /// <param name="pattern">The path; <c>/metrics</c> by default.</param>
    /// <exception cref="InvalidOperationException"><c>AddPrunella()</c> was not called.</exception>
    public static IEndpointConventionBuilder MapPrunellaMetrics(this IEndpointRouteBuilder routes, string pattern = "/metrics")
    {
        ArgumentNullException.ThrowIfNull(routes);
        IMetricsReader reader = routes.ServiceProvider.GetService<IMetricsReader>()
            ?? throw new InvalidOperationException("There are no metrics to map: call AddPrunella() first.");
        return routes.MapGet(pattern, (HttpContext context) =>
        {
            ExpositionFormat format = MetricsExposition.Choose(context.Request.Headers.Accept);
            context.Response.ContentType = MetricsExposition.ContentType(format);
            return context.Response.WriteAsync(MetricsExposition.Write(reader.Snapshot(), format), context.RequestAborted);
        });
    }
}
