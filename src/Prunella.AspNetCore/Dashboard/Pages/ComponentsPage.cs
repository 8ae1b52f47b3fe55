using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Health;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>All components and how they hang together, and one of them with its history.</summary>
internal sealed class ComponentsPage : IPage
{
    public string Name => "components";

    public string Title => "Components";

    public async ValueTask<PageBody?> ComposeAsync(PageRequest request, CancellationToken cancellationToken)
    {
        if (request.Argument.Length > 0)
            return await ComponentPage.ComposeAsync(request, cancellationToken);
        SystemPicture picture = request.Picture;
        return new PageBody("Components",
        [
            new Part("graph", writer => Graph(writer, picture)),
            new Part("circuits", writer => CircuitsPart.Write(writer, request)),
            new Part("list", writer => List(writer, picture)),
        ])
        {
            Question = "What is there, who needs whom, and how is each?",
        };
    }

    private static void Graph(HtmlWriter writer, SystemPicture picture)
    {
        if (picture.Health.Components.Count == 0)
            return;
        writer.Write($"""<figure class="scroll">{new GraphDrawing(picture.Health)}<figcaption class="quiet">What stands on the left is needed by what stands on the right; a dashed line means that it works worse without.""");
        if (picture.Health.Components.Count > GraphDrawing.Most)
            writer.Write($" Only those in trouble and their neighbours are drawn.");
        writer.Write($"""</figcaption></figure>""");
    }

    private static void List(HtmlWriter writer, SystemPicture picture)
    {
        writer.Write($"""<section aria-labelledby="list-title"><h2 id="list-title">All</h2>""");
        writer.Write($"""<table class="stack"><thead><tr><th scope="col">State</th><th scope="col">Component</th><th scope="col">Kind</th><th scope="col">Because</th><th scope="col">Since</th></tr></thead><tbody>""");
        foreach (ComponentHealth component in picture.Health.Components.Values.OrderBy(static component => component.State).ThenBy(static component => component.Description.Name))
        {
            bool known = component.Own is not null || component.State != Kernel.HealthState.Healthy;
            writer.Write($"""<tr><td data-label="State">{new StateMark(known ? component.State : null)}</td><td data-label="Component">{new ComponentLink(component.Description.Name)}</td><td data-label="Kind">{component.Description.Kind}</td>""");
            writer.Write($"""<td data-label="Because">{component.Reason}{(component.SymptomOf is { } cause ? $" (symptom of {cause})" : string.Empty)}</td><td data-label="Since">{new When(component.Since)}</td></tr>""");
        }

        writer.Write($"""</tbody></table></section>""");
    }
}
