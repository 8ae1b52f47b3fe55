using Prunella.AspNetCore.Dashboard.Drawing;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>The first page: what somebody must know in ten seconds.</summary>
internal sealed class NowPage : IPage
{
    public string Name => string.Empty;

    public string Title => "Now";

    public ValueTask<PageBody?> ComposeAsync(PageRequest request, CancellationToken cancellationToken) => new(new PageBody("Now",
    [
        VerdictPart(request), NeedsPart.Of(request), ComponentsPart.Of(request), ObjectivesPart.Of(request), TrendPart.Of(request, request.Picture.At - TimeSpan.FromMinutes(15), request.Picture.At), ActionsPart.Of(request), LeashPart.Of(request),
    ])
    {
        HeadingIsQuiet = true,
    });

    private static Part VerdictPart(PageRequest request)
    {
        Verdict verdict = Verdict.Of(request.Picture);
        return new Part("verdict", writer =>
        {
            string kind = verdict.State is { } state ? Views.Phrase.Of<Kernel.HealthState>(state) : "unknown";
            GlyphKind glyph = verdict.State is { } known ? GlyphKinds.Of(known) : GlyphKind.Unknown;
            string needs = verdict.Needs switch
            {
                0 => "Nothing needs you.",
                1 => "One thing needs you.",
                _ => $"{verdict.Needs} things need you.",
            };
            writer.Write($"""<p class="verdict {kind}" role="status">{new Glyph(glyph)}<span>{verdict.Sentence} <span class="quiet">{needs}</span></span></p>""");
        });
    }
}
