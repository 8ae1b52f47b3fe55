using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Shop.Faults;

namespace Shop.Hosting.Telemetry;

/// <summary>Spans and log records of a service, written to <c>SHOP_TELEMETRY/&lt;service&gt;.jsonl</c> as OTLP in JSON, a request on each line. Nothing without that setting.</summary>
/// <remarks>One service in a process: the runtime's spans do not say whose they are.</remarks>
public static class ShopTelemetry
{
    private static readonly ActivitySource Source = new("Shop");

    /// <summary>Begins a piece of work; the caller disposes it. Null where nobody listens.</summary>
    public static Activity? Begin(string work) => Activity.Current is { Recorded: true } ? Source.StartActivity(work) : null;

    /// <summary>Begins a statement of SQL; the caller disposes it. Null where nobody listens.</summary>
    /// <param name="summary">What is done with which table.</param>
    public static Activity? BeginSql(string summary) =>
        Activity.Current is { Recorded: true } ? Source.StartActivity(summary, ActivityKind.Client)?.SetTag("db.system.name", "sqlite").SetTag("db.query.summary", summary) : null;

    /// <summary>Makes the service tell what it does.</summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="service">Its name.</param>
    internal static void AddShopTelemetry(this IHostApplicationBuilder builder, string service)
    {
        if (builder.Configuration["SHOP_TELEMETRY"] is not { Length: > 0 } folder)
            return;
        Directory.CreateDirectory(folder);
        builder.Services.AddSingleton(provider => new OtlpFile(Path.Combine(folder, service + ".jsonl"), service,
            () => provider.GetRequiredService<Changes>().Hits(ShopChange.NewVersion) ? "1.1.0" : "1.0.0"));
        builder.Services.AddSingleton<SpanExport>();
        builder.Services.AddSingleton<ILoggerProvider, LogExport>();
        builder.Logging.AddFilter<LogExport>(null, LogLevel.None).AddFilter<LogExport>("Shop", LogLevel.Information);
    }

    /// <summary>Names the span of each request by its route. Nothing without <see cref="AddShopTelemetry"/>.</summary>
    internal static void UseShopTelemetry(this WebApplication app)
    {
        if (app.Services.GetService<SpanExport>() is null)
            return;
        app.Use(static async (context, next) =>
        {
            Activity? span = context.Features.Get<IHttpActivityFeature>()?.Activity;
            if (span is not null && IsHousekeeping(context.Request.Path))
                span.ActivityTraceFlags = ActivityTraceFlags.None;
            try
            {
                await next(context);
            }
            finally
            {
                if (span is { Recorded: true })
                    Describe(span, context);
            }
        });
    }

    private static void Describe(Activity span, HttpContext context)
    {
        string? route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        span.SetTag("http.request.method", context.Request.Method).SetTag("url.path", context.Request.Path.Value).SetTag("http.response.status_code", context.Response.StatusCode);
        if (route is not null)
            span.SetTag("http.route", route);
        if (context.Response.StatusCode >= 500)
            span.SetStatus(ActivityStatusCode.Error);
    }

    private static bool IsHousekeeping(PathString path) => path == "/alive" || path == "/health" || path.StartsWithSegments("/faults", StringComparison.Ordinal);
}
