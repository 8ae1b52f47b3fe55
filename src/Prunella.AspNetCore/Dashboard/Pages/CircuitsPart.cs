using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Resilience;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>The circuit breakers, those that are not closed first.</summary>
internal static class CircuitsPart
{
    private const int MostDrawn = 12;

    public static void Write(HtmlWriter writer, PageRequest request)
    {
        CircuitPicture[] circuits = [.. request.Picture.Circuits.OrderByDescending(static circuit => circuit.State).ThenBy(static circuit => circuit.Name, StringComparer.Ordinal)];
        if (circuits.Length == 0)
            return;
        writer.Write($"""<section aria-labelledby="circuits-title"><h2 id="circuits-title">Circuit breakers</h2><div class="circuits">""");
        foreach (CircuitPicture circuit in circuits.Take(MostDrawn))
        {
            writer.Write($"""<article class="circuit"><h3>{circuit.Name}</h3>{new BreakerDiagram(circuit)}<p class="quiet">{Facts(circuit)}</p>""");
            if (circuit.Source is null)
            {
                writer.Write($"""<p class="does">""");
                if (circuit.State != CircuitState.Isolated)
                    writer.Write($"""{new OperationLink(request, "isolate", circuit.Name, $"Isolate {circuit.Name}")} """);
                if (circuit.State != CircuitState.Closed)
                    writer.Write($"""{new OperationLink(request, "reset", circuit.Name, $"Reset {circuit.Name}")}""");
                writer.Write($"""</p>""");
            }

            writer.Write($"""</article>""");
        }

        writer.Write($"""</div>""");
        if (circuits.Length > MostDrawn)
            writer.Write($"""<p class="quiet">{circuits.Length - MostDrawn} more, of which {circuits.Skip(MostDrawn).Count(static circuit => circuit.State != CircuitState.Closed)} are not closed.</p>""");
        writer.Write($"""</section>""");
    }

    private static string Facts(CircuitPicture circuit)
    {
        List<string> facts = [BreakerDiagram.Word(circuit.State)];
        if (circuit is { State: CircuitState.HalfOpen, Share: { } share })
            facts.Add($"{Phrase.Share(share)} of calls let through");
        if (circuit.Trips is { } trips)
            facts.Add($"opened {trips switch { 0 => "never", 1 => "once", _ => $"{trips} times" }}");
        if (circuit.Rejections is > 0 and var rejections)
            facts.Add($"{Phrase.Count(rejections, "call")} turned away");
        if (circuit.UsualFailureShare is { } usual)
            facts.Add($"{Phrase.Share(usual)} failures are usual");
        if (circuit.Source is { } source)
            facts.Add($"in {source}");
        return string.Join(" · ", facts);
    }
}
