using Prunella.AspNetCore.Dashboard.Drawing;
using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Recovery;
using Prunella.Resilience;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>What waits for a person, each with what it would do and how it is taken back.</summary>
internal static class NeedsPart
{
    public static int Count(SystemPicture picture) =>
        Asking(picture).Count() + HandedOver(picture).Count() + Isolated(picture).Count()
        + (picture.Stopped is null ? 0 : 1) + (picture.Recovery.RemedyBreakerOpen ? 1 : 0);

    public static Part Of(PageRequest request) => new("needs", writer => Write(writer, request));

    private static IEnumerable<Incident> Asking(SystemPicture picture) => picture.Recovery.Open.Where(static incident => incident.Pending is not null);

    private static IEnumerable<Incident> HandedOver(SystemPicture picture) =>
        picture.Recovery.Open.Where(static incident => incident is { State: IncidentState.HandedOver, Pending: null });

    private static IEnumerable<CircuitPicture> Isolated(SystemPicture picture) => picture.Circuits.Where(static circuit => circuit.State == CircuitState.Isolated);

    private static void Write(HtmlWriter writer, PageRequest request)
    {
        SystemPicture picture = request.Picture;
        if (Count(picture) == 0)
            return;
        writer.Write($"""<section class="needs" aria-labelledby="needs-title"><h2 id="needs-title">Needs you</h2>""");
        if (picture.Stopped is { } reason)
            writer.Write($"""<article class="card"><h3>{new Glyph(GlyphKind.Stopped)} Healing is stopped</h3><p>{reason}</p><p class="does">{new OperationLink(request, "resume", "", "Resume healing")}</p></article>""");
        if (picture.Recovery.RemedyBreakerOpen)
            writer.Write($"""<article class="card"><h3>{new Glyph(GlyphKind.Critical)} Too many remedies failed</h3><p>Healing only observes until a person sets a mode again.</p><p class="does">{new OperationLink(request, "mode", "all:auto", "Let it act again")}</p></article>""");
        foreach (Incident incident in Asking(picture).Take(20))
            Ask(writer, request, incident, incident.Pending!);
        foreach (Incident incident in HandedOver(picture).Take(20))
            writer.Write($"""<article class="card"><h3>{new Glyph(GlyphKind.Person)} {incident.Component} is handed over</h3><p>{incident.Cause}</p><p>{incident.Attempts.Count} tries did not help. The last remedy is tried again slowly.</p><p class="does"><a class="button" href="{Address.To(incident.Id)}">Look at the evidence</a> {new OperationLink(request, "dismiss", incident.Id.Value, "Close it")}</p></article>""");
        foreach (CircuitPicture circuit in Isolated(picture).Take(20))
            writer.Write($"""<article class="card"><h3>{new Glyph(GlyphKind.Stopped)} The circuit {circuit.Name} is isolated</h3><p>Every call is turned away until a person resets it.</p><p class="does">{new OperationLink(request, "reset", circuit.Name, "Reset it")}</p></article>""");
        writer.Write($"""</section>""");
    }

    private static void Ask(HtmlWriter writer, PageRequest request, Incident incident, PendingApproval pending)
    {
        writer.Write($"""<article class="card ask"><h3>{new Glyph(GlyphKind.Waiting)} May {pending.Action} be done to {incident.Component}?</h3><p>{incident.Cause}</p><ul>""");
        foreach (string effect in pending.Plan.Effects)
            writer.Write($"""<li>{effect}</li>""");
        writer.Write($"""</ul><p class="quiet">It touches {string.Join(", ", pending.Plan.BlastRadius)}. Undo: {(pending.Plan.Undo ?? "none").TrimEnd('.')}. Unanswered it counts as rejected {new When(pending.ExpiresAt)}.</p>""");
        writer.Write($"""<p class="does">{new OperationLink(request, "approve", incident.Id.Value, "Approve", OperationLevel.Approve, "button strong")} {new OperationLink(request, "reject", incident.Id.Value, "Reject", OperationLevel.Approve)} <a href="{Address.To(incident.Id)}">Evidence</a></p></article>""");
    }
}
