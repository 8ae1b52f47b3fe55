using Microsoft.AspNetCore.Http;
using Prunella.AspNetCore.Dashboard.Access;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard;

/// <summary>Who asks.</summary>
/// <param name="Name">The name they are signed in by; null where they are not.</param>
/// <param name="Level">What they may do.</param>
internal sealed record Visitor(string? Name, OperationLevel Level)
{
    /// <summary>Looks at a request by every rule that holds for all endpoints, and sets the headers of the answer.</summary>
    /// <returns>Null where it was refused; the answer is written then.</returns>
    public static async ValueTask<Visitor?> AdmitAsync(DashboardSite site, HttpContext context, bool changes = false)
    {
        SecurityHeaders.Set(context.Response);
        string? name = DashboardGate.NameOf(context.User);
        RateLimit limit = changes ? site.Changing : site.Reading;
        if (!site.Gate.LetsIn(context))
            return await RefuseAsync(context, StatusCodes.Status403Forbidden, "The dashboard opens to this machine alone, and not through a proxy, as long as no authorization policy is set.");
        if (changes ? !Origins.MayChange(context.Request) : !Origins.MayRead(context.Request))
            return await RefuseAsync(context, StatusCodes.Status403Forbidden, "This request does not come from a page of the dashboard.");
        if (!limit.Allows(name ?? context.Connection.RemoteIpAddress?.ToString() ?? string.Empty))
        {
            context.Response.Headers.RetryAfter = "5";
            return await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "Too many requests: wait some seconds.");
        }

        return new Visitor(name, await site.Gate.LevelOfAsync(context));
    }

    private static async ValueTask<Visitor?> RefuseAsync(HttpContext context, int status, string sentence)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(sentence, context.RequestAborted);
        return null;
    }
}
