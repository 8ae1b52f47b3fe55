using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Prunella.AspNetCore.Dashboard.Live;
using Prunella.AspNetCore.Dashboard.Pages;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard;

/// <summary>The one stream of a page: server-sent events, each with the new content of a part. A browser that comes back says how far it was.</summary>
internal static class LiveEndpoint
{
    private static readonly byte[] SignOfLife = ":\n\n"u8.ToArray();

    /// <summary>The address of the stream of a page.</summary>
    public static string Address(string page, string argument, string? query) =>
        $"live?page={Uri.EscapeDataString(page)}&argument={Uri.EscapeDataString(argument)}&query={Uri.EscapeDataString(query ?? string.Empty)}";

    public static async Task AnswerAsync(DashboardSite site, HttpContext context)
    {
        if (await Visitor.AdmitAsync(site, context) is not { } visitor)
            return;
        string name = context.Request.Query["page"].ToString();
        string argument = context.Request.Query["argument"].ToString();
        string query = context.Request.Query["query"].ToString();
        if (!site.Pages.TryGetValue(name, out IPage? page))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var parameters = QueryHelpers.ParseQuery(query).ToDictionary(static pair => pair.Key, static pair => pair.Value.ToString(), StringComparer.Ordinal);
        string key = $"{visitor.Level}\n{name}\n{argument}\n{query}";
        if (site.Live.TryJoin(key, cancellation => ComposeAsync(site, page, visitor.Level, argument, parameters, cancellation)) is not { } channel)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = "30";
            return;
        }

        try
        {
            using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, site.Stopping);
            await StreamAsync(context, channel, end.Token);
        }
        catch (OperationCanceledException)
        {
            // The browser went, or the service stops.
        }
        finally
        {
            site.Live.Leave(key, channel);
        }
    }

    private static async Task StreamAsync(HttpContext context, LiveChannel channel, CancellationToken end)
    {
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers["X-Accel-Buffering"] = "no"; // a proxy that gathers would hold it back
        await context.Response.Body.WriteAsync("retry: 2000\n\n"u8.ToArray(), end);
        await context.Response.Body.FlushAsync(end);
        long version = channel.VersionOf(context.Request.Headers["Last-Event-ID"]);
        while (true)
        {
            Task news = channel.News;
            LiveUpdate update = channel.After(version);
            await context.Response.Body.WriteAsync(update.Wire.Length > 0 ? update.Wire : SignOfLife, end);
            await context.Response.Body.FlushAsync(end);
            version = Math.Max(version, update.To);
            await news.WaitAsync(end);
        }
    }

    private static async ValueTask<IReadOnlyList<Part>> ComposeAsync(
        DashboardSite site, IPage page, OperationLevel level, string argument, IReadOnlyDictionary<string, string> query, CancellationToken cancellation)
    {
        PageRequest request = site.Ask(level, argument, query);
        return await page.ComposeAsync(request, cancellation) is { } body ? [BarPart.Of(request), .. body.Parts] : [BarPart.Of(request)];
    }
}
