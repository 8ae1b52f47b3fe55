using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Kernel;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>How much healing may do: the mode of each tier and what is left of the budgets.</summary>
internal static class LeashPart
{
    public static Part Of(PageRequest request) => new("leash", writer => Write(writer, request));

    private static void Write(HtmlWriter writer, PageRequest request)
    {
        SystemPicture picture = request.Picture;
        writer.Write($"""<section aria-labelledby="leash-title"><h2 id="leash-title">Leash</h2>""");
        writer.Write($"""<p class="budget">{new Ticks(picture.Recovery.BudgetLeft, picture.BudgetCapacity)} <strong>{picture.Recovery.BudgetLeft} of {picture.BudgetCapacity}</strong> unhelpful actions may still be done; all come back within {Phrase.Of(picture.BudgetPeriod)}.</p>""");
        foreach ((ComponentName component, int left) in picture.Recovery.ComponentBudgets.OrderBy(static pair => pair.Value).Take(8))
            writer.Write($"""<p class="quiet">{new ComponentLink(component)}: {left} left of its own</p>""");
        writer.Write($"""<table class="modes"><thead><tr><th scope="col">Tier</th><th scope="col">Mode</th></tr></thead><tbody>""");
        foreach ((RecoveryTier tier, HealingMode mode) in picture.Recovery.Modes.Where(static pair => pair.Key != RecoveryTier.HandOver).OrderBy(static pair => pair.Key))
        {
            writer.Write($"""<tr><th scope="row">{(int)tier} {Phrase.Of(tier).Replace('-', ' ')}</th><td>""");
            foreach ((int index, HealingMode each) in Enum.GetValues<HealingMode>().Index())
            {
                if (index > 0)
                    writer.Write($" ");
                if (each == mode)
                    writer.Write($"""<strong class="now">{Phrase.Of(each)}</strong>""");
                else
                    writer.Write($"""{new OperationLink(request, "mode", $"{Phrase.Of(tier)}:{Phrase.Of(each)}", Phrase.Of(each), Kind: "choice")}""");
            }

            writer.Write($"""</td></tr>""");
        }

        writer.Write($"""</tbody></table></section>""");
    }
}
