using Microsoft.AspNetCore.Http;
using Prunella.AspNetCore.Dashboard.Access;
using Prunella.AspNetCore.Dashboard.Pages;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard;

/// <summary>What has consequences goes in two steps: a page that shows them and hands out a ticket, and a form that uses it up.</summary>
internal static class OperationEndpoints
{
    private const int MostLetters = 512;

    /// <summary>Shows what would happen.</summary>
    public static async Task ConfirmAsync(DashboardSite site, HttpContext context)
    {
        if (await Visitor.AdmitAsync(site, context) is not { } visitor)
            return;
        string name = context.Request.RouteValues["operation"] as string ?? string.Empty;
        if (await FindAsync(site, context, visitor, name, context.Request.Query["target"].ToString()) is { } operation)
            await ShowAsync(site, context, visitor, operation, fault: null);
    }

    /// <summary>Does it.</summary>
    public static async Task DoAsync(DashboardSite site, HttpContext context)
    {
        if (await Visitor.AdmitAsync(site, context, changes: true) is not { } visitor)
            return;
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > 16 * 1024)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        IFormCollection form = await context.Request.ReadFormAsync(context.RequestAborted);
        string name = context.Request.RouteValues["operation"] as string ?? string.Empty;
        if (await FindAsync(site, context, visitor, name, form["target"].ToString()) is not { } operation)
            return;
        if (!site.Tickets.TryUse(form["ticket"].ToString(), Scope(visitor, Seat.Of(context), operation)))
        {
            await SayAsync(site, context, visitor, StatusCodes.Status409Conflict, "Not done",
                "This confirmation was used before, is too old, or things have changed since it was shown. Nothing was done.", Back(operation));
            return;
        }

        string by = visitor.Name ?? Clean(form["by"].ToString());
        string reason = Clean(form["reason"].ToString());
        if (by.Length == 0 || reason.Length == 0)
        {
            await ShowAsync(site, context, visitor, operation, "The journal needs a name and a reason.");
            return;
        }

        await ExecuteAsync(site, context, visitor, operation, new Consent(by, reason));
    }

    private static async Task ExecuteAsync(DashboardSite site, HttpContext context, Visitor visitor, Operation operation, Consent consent)
    {
        try
        {
            // Once begun it is carried through, whether the browser waits or not.
            string said = await operation.ExecuteAsync(consent, CancellationToken.None);
            await SayAsync(site, context, visitor, StatusCodes.Status200OK, "Done", said, Back(operation));
        }
        catch (Exception refused) when (refused is InvalidOperationException or ArgumentException or TimeoutException)
        {
            await SayAsync(site, context, visitor, StatusCodes.Status409Conflict, "Not done", refused.Message, Back(operation));
        }
    }

    private static async ValueTask<Operation?> FindAsync(DashboardSite site, HttpContext context, Visitor visitor, string name, string target)
    {
        if (target.Length > MostLetters || site.Find(name, target) is not { } operation)
        {
            // Whoever may only look learns no more than that.
            int status = visitor.Level == OperationLevel.View ? StatusCodes.Status403Forbidden : StatusCodes.Status404NotFound;
            await SayAsync(site, context, visitor, status, "It can not be done", "There is no such thing to do, or not any more.", ".");
            return null;
        }

        if (visitor.Level >= operation.Level)
            return operation;
        await SayAsync(site, context, visitor, StatusCodes.Status403Forbidden, "It is not yours to do", $"It needs the policy for {Phrase.Of(operation.Level)}.", ".");
        return null;
    }

    private static Task ShowAsync(DashboardSite site, HttpContext context, Visitor visitor, Operation operation, string? fault)
    {
        string ticket = site.Tickets.Issue(Scope(visitor, Seat.Take(context), operation));
        PageBody body = ConfirmBody.Of(operation, ticket, visitor.Name, Back(operation), fault);
        return PageEndpoint.SendAsync(site, context, site.Frame(context, "confirm", 2), body, visitor.Level, fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    private static Task SayAsync(DashboardSite site, HttpContext context, Visitor visitor, int status, string heading, string sentence, string back) =>
        PageEndpoint.SendAsync(site, context, site.Frame(context, "done", 2), DoneBody.Of(heading, sentence, back, status == StatusCodes.Status200OK), visitor.Level, status);

    private static TicketScope Scope(Visitor visitor, string seat, Operation operation) => new(
        visitor.Name ?? string.Empty, seat, operation.Name, operation.Target, string.Join('\n', [operation.Title, .. operation.Effects, operation.Undo]));

    private static string Back(Operation operation) => operation.Name switch
    {
        "approve" or "reject" or "dismiss" => $"incidents/{operation.Target}",
        "rate" => $"incidents/{operation.Target.Split(':')[0]}",
        "isolate" or "reset" => "components",
        _ => ".",
    };

    private static string Clean(string text)
    {
        string plain = string.Concat(text.Where(static letter => !char.IsControl(letter))).Trim();
        return plain.Length <= MostLetters ? plain : plain[..MostLetters];
    }
}
