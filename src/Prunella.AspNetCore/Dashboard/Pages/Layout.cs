using Prunella.AspNetCore.Dashboard.Html;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>What stands round every page.</summary>
internal static class Layout
{
    public static void Write(HtmlWriter writer, PageFrame frame, PageBody body, Part? bar)
    {
        writer.Write($"""<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><base href="{frame.Base}"><title>{body.Heading} · {frame.System}</title><link rel="icon" href="{frame.Icon}" type="image/svg+xml"><link rel="stylesheet" href="{frame.Style}">""");
        foreach (string script in frame.Scripts)
            writer.Write($"""<script src="{script}" defer></script>""");
        writer.Write($"""</head><body""");
        if (frame.Live is { } live)
            writer.Write($""" data-live="{live}" """);
        writer.Write($"""><a class="skip" href="{frame.Self}#main">To the content</a><header><nav aria-label="Pages"><a class="home" href="."><svg class="flower" viewBox="0 0 16 16" aria-hidden="true"><path d="M8 1c2 2 2.6 4 2 6 2-.6 4 0 5 2-1.6 1.5-3.4 1.8-5 1 .4 1.8-.2 3.6-2 5-1.8-1.4-2.4-3.2-2-5-1.6.8-3.4.5-5-1 1-2 3-2.6 5-2-.6-2 0-4 2-6z"/></svg>{frame.System}</a>""");
        writer.Write($"""<ul>""");
        foreach ((string title, string address) in frame.Navigation)
        {
            if (address == frame.Here)
                writer.Write($"""<li><a href="{(address.Length == 0 ? "." : address)}" aria-current="page">{title}</a></li>""");
            else
                writer.Write($"""<li><a href="{(address.Length == 0 ? "." : address)}">{title}</a></li>""");
        }

        writer.Write($"""</ul></nav>""");
        if (bar is not null)
            Wrap(writer, bar, "bar");
        writer.Write($"""</header><main id="main" tabindex="-1" class="page-{(frame.Here.Length == 0 ? "now" : frame.Here)}"><h1 class="{(body.HeadingIsQuiet ? "quiet-heading" : "heading")}">{body.Heading}</h1>""");
        if (body.Question is { } question)
            writer.Write($"""<p class="question">{question}</p>""");
        foreach (Part part in body.Parts)
            Wrap(writer, part, "part");
        writer.Write($"""</main><footer><span id="live-state"></span></footer></body></html>""");
    }

    private static void Wrap(HtmlWriter writer, Part part, string kind)
    {
        writer.Write($"""<div class="{kind}" id="part-{part.Name}">""");
        part.Write(writer);
        writer.Write($"""</div>""");
    }
}
