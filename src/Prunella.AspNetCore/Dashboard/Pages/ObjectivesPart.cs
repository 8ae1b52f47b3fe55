using System.Globalization;
using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.Health;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>What was promised and how much of each error budget is left, the most endangered first.</summary>
internal static class ObjectivesPart
{
    private const int MostShown = 20;

    public static Part Of(PageRequest request) => new("objectives", writer =>
    {
        ObjectiveStatus[] objectives = [.. request.Picture.Objectives.OrderBy(static one => one.State).ThenBy(static one => one.BudgetLeft)];
        if (objectives.Length == 0)
            return;
        writer.Write($"""<section aria-labelledby="objectives-title"><h2 id="objectives-title">Objectives</h2><table class="stack"><thead><tr><th scope="col">objective</th><th scope="col">state</th><th scope="col">asked</th><th scope="col">budget left</th><th scope="col">says</th></tr></thead><tbody>""");
        foreach (ObjectiveStatus one in objectives.Take(MostShown))
        {
            writer.Write($"""<tr><td data-label="objective">{one.Name}</td><td data-label="state">{new StateMark(one.State)}</td><td data-label="asked">{string.Create(CultureInfo.InvariantCulture, $"{one.Target:0.####%}")}</td>""");
            writer.Write($"""<td data-label="budget left">{Phrase.Share(Math.Max(0, one.BudgetLeft))}</td><td data-label="says">{one.Reason}</td></tr>""");
        }

        writer.Write($"""</tbody></table>""");
        if (objectives.Length > MostShown)
            writer.Write($"""<p class="quiet">{objectives.Length - MostShown} more.</p>""");
        writer.Write($"""</section>""");
    });
}
