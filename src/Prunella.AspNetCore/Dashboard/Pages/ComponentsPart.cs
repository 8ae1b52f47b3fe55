using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Health;
using Prunella.Kernel;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>The components, worst first, symptoms under their cause; those that are well in one quiet line.</summary>
internal static class ComponentsPart
{
    private const int MostTroubled = 40;
    private const int MostWell = 80;

    public static Part Of(PageRequest request) => new("components", writer => Write(writer, request.Picture));

    private static void Write(HtmlWriter writer, SystemPicture picture)
    {
        if (picture.Health.Components.Count == 0)
        {
            writer.Write($"""<section aria-labelledby="components-title"><h2 id="components-title">Components</h2><p class="quiet">Components are registered by AddPrunella().AddComponent(…), or by the services of a prunella.yaml.</p></section>""");
            return;
        }

        ILookup<ComponentName, ComponentHealth> symptoms = picture.Health.Components.Values
            .Where(component => component.SymptomOf is { } cause && cause != component.Description.Name && picture.Health.Components.ContainsKey(cause))
            .ToLookup(static component => component.SymptomOf!.Value);
        HashSet<ComponentName> nested = [.. symptoms.SelectMany(static group => group).Select(static component => component.Description.Name)];
        ComponentHealth[] roots =
        [
            .. picture.Health.Components.Values.Where(component => component.State != HealthState.Healthy && !nested.Contains(component.Description.Name))
                .OrderBy(static component => component.State).ThenBy(static component => component.Since),
        ];
        ComponentHealth[] well = [.. picture.Health.Components.Values.Where(static component => component.State == HealthState.Healthy)];

        writer.Write($"""<section aria-labelledby="components-title"><h2 id="components-title">Components</h2>""");
        if (roots.Length > 0)
        {
            writer.Write($"""<ul class="rows">""");
            foreach (ComponentHealth root in roots.Take(MostTroubled))
                Row(writer, picture, root, symptoms);
            writer.Write($"""</ul>""");
            if (roots.Length > MostTroubled)
                writer.Write($"""<p><a href="components">{roots.Length - MostTroubled} more in trouble</a></p>""");
        }

        if (well.Length is > 0 and <= 12)
        {
            writer.Write($"""<ul class="rows">""");
            foreach (ComponentHealth component in well)
                Row(writer, picture, component, symptoms);
            writer.Write($"""</ul>""");
        }
        else if (well.Length > 0)
        {
            writer.Write($"""<p class="well">{new StateMark(HealthState.Healthy)}: """);
            foreach ((int index, ComponentHealth component) in well.Take(MostWell).Index())
            {
                if (index > 0)
                    writer.Write($", ");
                writer.Write($"{new ComponentLink(component.Description.Name)}");
            }

            if (well.Length > MostWell)
                writer.Write($""", and <a href="components">{well.Length - MostWell} more</a>""");
            writer.Write($"</p>");
        }

        writer.Write($"""</section>""");
    }

    private static void Row(HtmlWriter writer, SystemPicture picture, ComponentHealth component, ILookup<ComponentName, ComponentHealth> symptoms)
    {
        bool known = component.Own is not null || component.State != HealthState.Healthy;
        writer.Write($"""<li class="row">{new StateMark(known ? component.State : null)} <span class="name">{new ComponentLink(component.Description.Name)}</span> <span class="why">{component.Reason}{Facts(picture, component)}</span> <span class="since">{new When(component.Since)}</span>""");
        ComponentHealth[] followers = [.. symptoms[component.Description.Name].OrderBy(static follower => follower.State).ThenBy(static follower => follower.Description.Name)];
        if (followers.Length > 0)
        {
            writer.Write($"""<ul class="symptoms">""");
            foreach (ComponentHealth follower in followers.Take(MostTroubled))
                writer.Write($"""<li>{new StateMark(follower.State)} {new ComponentLink(follower.Description.Name)} <span class="quiet">symptom of {component.Description.Name}</span></li>""");
            if (followers.Length > MostTroubled)
                writer.Write($"""<li class="quiet">{followers.Length - MostTroubled} more symptoms</li>""");
            writer.Write($"""</ul>""");
        }

        writer.Write($"""</li>""");
    }

    private static string Facts(SystemPicture picture, ComponentHealth component)
    {
        if (!picture.Processes.TryGetValue(component.Description.Name, out ProcessPicture? process))
            return string.Empty;
        string memory = process.MemoryBytes is { } bytes ? $", {Phrase.Bytes(bytes)}" : string.Empty;
        string restarts = process.Restarts > 0 ? $", {Phrase.Count(process.Restarts, "restart")}" : string.Empty;
        return $" · pid {process.ProcessId}{memory}{restarts}";
    }
}
