using Microsoft.AspNetCore.Http;
using Prunella.AspNetCore.Dashboard.Access;
using Prunella.AspNetCore.Dashboard.Assets;

namespace Prunella.AspNetCore.Dashboard;

/// <summary>Answers with a file of the dashboard. It is the same for everybody, and kept by the browser until it changes.</summary>
internal static class AssetEndpoint
{
    public static async Task AnswerAsync(DashboardSite site, HttpContext context)
    {
        SecurityHeaders.Set(context.Response);
        if (!site.Gate.LetsIn(context) || !Origins.MayRead(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (AssetStore.Find(context.Request.RouteValues["name"] as string ?? string.Empty) is not { } asset)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        (byte[] content, string? encoding) = Compressed.Accepts(context.Request, "br") ? (asset.Brotli, "br")
            : Compressed.Accepts(context.Request, "gzip") ? (asset.Gzip, "gzip")
            : (asset.Plain, null);
        context.Response.Headers.CacheControl = context.Request.Query["v"] == asset.Version ? "private, max-age=31536000, immutable" : "no-cache";
        context.Response.Headers.Vary = "Accept-Encoding";
        if (encoding is not null)
            context.Response.Headers.ContentEncoding = encoding;
        context.Response.ContentType = asset.ContentType;
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }
}
