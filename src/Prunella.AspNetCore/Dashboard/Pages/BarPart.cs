using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Kernel;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>What is in sight on every page: how much happens by itself, what is left of the budget, and the way to stop it all.</summary>
internal static class BarPart
{
    public static Part Of(PageRequest request) => new("bar", writer => Write(writer, request));

    private static void Write(HtmlWriter writer, PageRequest request)
    {
        SystemPicture picture = request.Picture;
        if (picture.Stopped is not null)
        {
            writer.Write($"""<span class="mode stopped">{new Glyph(GlyphKind.Stopped)} healing is stopped</span> {new OperationLink(request, "resume", "", "Resume")}""");
            return;
        }

        writer.Write($"""<span class="mode">{Leash(picture)}</span> <span class="left">{new Ticks(picture.Recovery.BudgetLeft, picture.BudgetCapacity)} {picture.Recovery.BudgetLeft} of {picture.BudgetCapacity} left</span> {new OperationLink(request, "stop", "", "Stop all healing", Kind: "button stop")}""");
    }

    /// <summary>The modes in a few words: <c>acts up to tier 4, asks above</c>.</summary>
    public static string Leash(SystemPicture picture)
    {
        HealingMode[] modes =
            [.. picture.Recovery.Modes.Where(static pair => pair.Key != RecoveryTier.HandOver).OrderBy(static pair => pair.Key).Select(static pair => pair.Value)];
        if (modes.Length == 0)
            return "no modes known";
        if (modes.Distinct().Count() == 1)
            return Verb(modes[0]);
        int first = modes.TakeWhile(mode => mode == modes[0]).Count();
        bool twoSteps = modes.Skip(first).Distinct().Count() == 1;
        return twoSteps ? $"{Verb(modes[0])} up to tier {first - 1}, {Verb(modes[first])} above" : "modes differ by tier";
    }

    private static string Verb(HealingMode mode) => mode switch
    {
        HealingMode.Observe => "only observes",
        HealingMode.Suggest => "suggests",
        HealingMode.Ask => "asks first",
        _ => "acts",
    };
}
