namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>Says something in one sentence and leads back: what came of an operation, or why a page can not be shown.</summary>
internal static class DoneBody
{
    public static PageBody Of(string heading, string sentence, string back, bool good = false) => new(heading,
    [
        new Part("said", writer => writer.Write($"""<p class="{(good ? "tone-good" : "plain")}">{sentence}</p><p class="does"><a class="button" href="{back}">Back</a></p>""")),
    ]);
}
