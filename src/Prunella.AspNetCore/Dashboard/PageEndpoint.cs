using Microsoft.AspNetCore.Http;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.AspNetCore.Dashboard.Pages;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard;

/// <summary>Answers with a page.</summary>
internal static class PageEndpoint
{
    public static async Task AnswerAsync(DashboardSite site, HttpContext context, string name)
    {
        if (await Visitor.AdmitAsync(site, context) is not { } visitor)
            return;
        string argument = context.Request.RouteValues["argument"] as string ?? string.Empty;
        int depth = Depth(name, argument);
        if (!site.Pages.TryGetValue(name, out IPage? page)
            || await page.ComposeAsync(Ask(site, context, visitor.Level, argument), context.RequestAborted) is not { } body)
        {
            PageBody missing = DoneBody.Of("There is no such page", "It may have been there, and be over: the dashboard knows the last incidents, and the components that are watched now.", ".");
            await SendAsync(site, context, site.Frame(context, name, depth), missing, visitor.Level, StatusCodes.Status404NotFound);
            return;
        }

        PageFrame frame = site.Frame(context, name, depth) with { Live = LiveEndpoint.Address(name, argument, context.Request.QueryString.Value) };
        await SendAsync(site, context, frame, body, visitor.Level);
    }

    public static PageRequest Ask(DashboardSite site, HttpContext context, OperationLevel level, string argument) =>
        site.Ask(level, argument, context.Request.Query.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToString(), StringComparer.Ordinal));

    public static async Task SendAsync(DashboardSite site, HttpContext context, PageFrame frame, PageBody body, OperationLevel level, int status = StatusCodes.Status200OK)
    {
        HtmlWriter writer = site.NewWriter();
        Layout.Write(writer, frame, body, BarPart.Of(site.Ask(level, string.Empty, new Dictionary<string, string>())));
        byte[] utf8 = writer.ToUtf8();
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        await Compressed.SendAsync(context, utf8);
    }

    private static int Depth(string name, string argument) =>
        name.Length == 0 ? 0 : argument.Length == 0 ? 1 : 2 + argument.Count(static letter => letter == '/');
}
