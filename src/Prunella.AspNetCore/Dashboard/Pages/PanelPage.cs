using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>A page that another package brings.</summary>
internal sealed class PanelPage(IPanel panel) : IPage
{
    public string Name => panel.Name;

    public string Title => panel.Title;

    public async ValueTask<PageBody?> ComposeAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (request.Argument.Length > 0)
            return null;
        IReadOnlyList<PanelBlock> blocks = await panel.ViewAsync(cancellationToken);
        return new PageBody(panel.Title, [.. blocks.Index().Select(block => new Part($"block-{block.Index}", writer => Write(writer, request, block.Item, block.Index)))])
        {
            Question = panel.Question,
        };
    }

    private static void Write(HtmlWriter writer, PageRequest request, PanelBlock block, int number)
    {
        if (block.Heading is { } heading)
            writer.Write($"""<h2 id="block-title-{number}">{heading}</h2>""");
        switch (block)
        {
            case PanelBlock.Text text:
                writer.Write($"""<p>{new Said(text.Words)}</p>""");
                break;
            case PanelBlock.Facts facts:
                writer.Write($"""<dl class="facts">""");
                foreach ((string label, Words value) in facts.Rows)
                    writer.Write($"""<div><dt>{label}</dt><dd>{new Said(value)}</dd></div>""");
                writer.Write($"""</dl>""");
                break;
            case PanelBlock.Table table:
                Table(writer, table);
                break;
            case PanelBlock.Cards cards:
                writer.Write($"{new CardList(cards.Items)}");
                break;
            case PanelBlock.Heat heat:
                writer.Write($"{new HeatDrawing(heat)}");
                break;
            case PanelBlock.Flow flow:
                writer.Write($"{new FlowDrawing(flow)}");
                break;
            case PanelBlock.Waterfalls work:
                writer.Write($"{new WaterfallDrawing(work.Items)}");
                break;
            case PanelBlock.Operations operations:
                Operations(writer, request, operations);
                break;
        }
    }

    private static void Table(HtmlWriter writer, PanelBlock.Table table)
    {
        writer.Write($"""<table class="stack"><thead><tr>""");
        foreach (string column in table.Columns)
            writer.Write($"""<th scope="col">{column}</th>""");
        writer.Write($"""</tr></thead><tbody>""");
        foreach (IReadOnlyList<Words> row in table.Rows)
        {
            writer.Write($"""<tr>""");
            foreach ((string column, Words cell) in table.Columns.Zip(row))
                writer.Write($"""<td data-label="{column}">{new Said(cell)}</td>""");
            writer.Write($"""</tr>""");
        }

        writer.Write($"""</tbody></table>""");
    }

    private static void Operations(HtmlWriter writer, PageRequest request, PanelBlock.Operations operations)
    {
        writer.Write($"""<ul class="offers">""");
        foreach (Operation offered in operations.Offered)
        {
            writer.Write($"""<li><div><strong>{offered.Title}</strong>""");
            foreach (string effect in offered.Effects.Take(2))
                writer.Write($"""<br><span class="quiet">{effect}</span>""");
            writer.Write($"""</div>{new OperationLink(request, offered.Name, offered.Target, offered.Title, offered.Level)}</li>""");
        }

        writer.Write($"""</ul>""");
    }
}
