using Prunella.AspNetCore.Dashboard.Html;
using Prunella.Views;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>Asks once more before something is done: what will happen, how it is taken back, who wants it and why.</summary>
internal static class ConfirmBody
{
    /// <param name="operation">What is to be done.</param>
    /// <param name="ticket">Good for one time.</param>
    /// <param name="person">Who is signed in; null where they must say so themselves.</param>
    /// <param name="back">Where to go if not.</param>
    /// <param name="fault">What was wrong with the last try; null at the first.</param>
    public static PageBody Of(Operation operation, string ticket, string? person, string back, string? fault) => new(
        operation.Title + "?", [new Part("confirm", writer => Write(writer, operation, ticket, person, back, fault))]);

    private static void Write(HtmlWriter writer, Operation operation, string ticket, string? person, string back, string? fault)
    {
        if (fault is not null)
            writer.Write($"""<p class="tone-bad" role="alert">{fault}</p>""");
        writer.Write($"""<section aria-labelledby="effects-title"><h2 id="effects-title">What will happen</h2><ul>""");
        foreach (string effect in operation.Effects)
            writer.Write($"""<li>{effect}</li>""");
        writer.Write($"""</ul><h2>How it is taken back</h2><p>{operation.Undo}</p></section>""");
        writer.Write($"""<form class="confirm" method="post" action="do/{operation.Name}"><input type="hidden" name="target" value="{operation.Target}"><input type="hidden" name="ticket" value="{ticket}">""");
        if (person is null)
            writer.Write($"""<label>Your name <input name="by" required maxlength="128" autocomplete="name"></label>""");
        else
            writer.Write($"""<p class="quiet">As {person}.</p>""");
        writer.Write($"""<label>Your reason, for the journal <input name="reason" required maxlength="512" autocomplete="off"></label><p class="does"><button class="button strong">{operation.Title}</button> <a class="button" href="{back}">Leave it</a></p></form>""");
    }
}
