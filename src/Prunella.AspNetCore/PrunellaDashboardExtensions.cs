using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Prunella.AspNetCore.Dashboard;

namespace Prunella.AspNetCore;

/// <summary>The dashboard in an application.</summary>
public static class PrunellaDashboardExtensions
{
    /// <summary>Serves the dashboard: how the service is, what is healed, what it needs from a person.</summary>
    /// <remarks>
    /// In Development without a policy it opens to this machine alone. Elsewhere <see cref="DashboardOptions.ViewPolicy"/> must name an
    /// authorization policy. It needs no static files, no script and no other site.
    /// </remarks>
    /// <param name="endpoints">The application.</param>
    /// <param name="prefix">Where it is served.</param>
    /// <param name="configure">Changes the options of the section <c>Prunella:Dashboard</c>.</param>
    /// <returns>The endpoints, so that the caller can add conventions of their own.</returns>
    /// <exception cref="InvalidOperationException">The runtime is not registered, or nobody could be let in: the message says what to do.</exception>
    public static RouteGroupBuilder MapPrunella(this IEndpointRouteBuilder endpoints, string prefix = "/admin/self-healing", Action<DashboardOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(prefix);
        var options = new DashboardOptions();
        endpoints.ServiceProvider.GetService<IConfiguration>()?.GetSection("Prunella:Dashboard").Bind(options);
        configure?.Invoke(options);
        var site = new DashboardSite(endpoints.ServiceProvider, options);

        RouteGroupBuilder group = endpoints.MapGroup(prefix);
        if (options.ViewPolicy is { } policy)
            _ = group.RequireAuthorization(policy);
        else
            _ = group.WithMetadata(new AllowAnonymousAttribute()); // a fallback policy of the application would lock out what the gate lets in
        foreach (string name in site.Pages.Keys)
        {
            _ = group.MapGet($"/{name}", (HttpContext context) => PageEndpoint.AnswerAsync(site, context, name));
            if (name is "incidents" or "components")
                _ = group.MapGet($"/{name}/{{**argument}}", (HttpContext context) => PageEndpoint.AnswerAsync(site, context, name));
        }

        _ = group.MapGet("/audit/verify", (HttpContext context) => AuditEndpoints.VerifyAsync(site, context));
        _ = group.MapGet("/audit/export", (HttpContext context) => AuditEndpoints.ExportAsync(site, context));
        _ = group.MapGet("/live", (HttpContext context) => LiveEndpoint.AnswerAsync(site, context));
        _ = group.MapGet("/assets/{name}", (HttpContext context) => AssetEndpoint.AnswerAsync(site, context));
        _ = group.MapGet("/confirm/{operation}", (HttpContext context) => OperationEndpoints.ConfirmAsync(site, context));
        _ = group.MapPost("/do/{operation}", (HttpContext context) => OperationEndpoints.DoAsync(site, context));
        return group;
    }
}
