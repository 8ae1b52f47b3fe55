using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>The journal: every fact, newest first, filtered, checked and exported.</summary>
internal sealed class AuditPage : IPage
{
    public const int PageSize = 100;

    public string Name => "audit";

    public string Title => "Audit";

    public async ValueTask<PageBody?> ComposeAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (request.Argument.Length > 0)
            return null;
        var filter = AuditFilter.Of(request);
        var newest = new List<JournalEntry>(PageSize);
        if (filter.Fault is null)
        {
            await foreach (JournalEntry entry in request.Journal.QueryAsync(filter.Query with { Last = PageSize }, cancellationToken))
                newest.Add(entry);
            newest.Reverse();
        }

        return new PageBody("Audit",
        [
            new Part("filter", writer => Form(writer, filter)),
            new Part("journal", writer => List(writer, filter, newest)),
        ])
        {
            Question = "What exactly happened, and has nobody changed the record?",
        };
    }

    private static void Form(HtmlWriter writer, AuditFilter filter)
    {
        writer.Write($"""<form class="filter" method="get" action="audit"><label>Component <input name="component" value="{filter.Component}" autocomplete="off"></label><label>Incident <input name="incident" value="{filter.Incident}" autocomplete="off"></label>""");
        writer.Write($"""<label>From <input name="from" type="datetime-local" step="1" value="{filter.From}"></label><label>Until <input name="until" type="datetime-local" step="1" value="{filter.Until}"></label><button>Filter</button></form>""");
        writer.Write($"""<p class="does"><a class="button" href="audit/verify">Verify the chain</a> <a class="button" href="audit/export{filter.ToQuery()}" download>Export as JSON lines</a></p>""");
        if (filter.Fault is { } fault)
            writer.Write($"""<p class="tone-bad" role="alert">{fault}</p>""");
    }

    private static void List(HtmlWriter writer, AuditFilter filter, List<JournalEntry> newest)
    {
        JournalTable.Write(writer, newest, withIncident: true);
        if (newest.Count == PageSize)
            writer.Write($"""<p class="does"><a class="button" href="audit{filter.ToQuery(before: newest[^1].Sequence)}">Older</a></p>""");
    }
}
