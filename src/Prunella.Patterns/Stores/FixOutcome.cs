using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Stores;

/// <summary>Whether a fix helped, once. Of a learning that is not there it changes nothing.</summary>
/// <param name="Id">Its own name; the same one is counted once.</param>
/// <param name="Learning">Whose fix it was: the id of the learning.</param>
/// <param name="Worked">Whether the error was gone.</param>
/// <param name="At">When that was known.</param>
/// <param name="Note">What else there is to say; may be empty.</param>
public sealed record FixOutcome(string Id, string Learning, bool Worked, DateTimeOffset At, string Note = "") : StoreChange
{
    /// <inheritdoc/>
    public override string Key => Id;

    private protected override StoreChange Cleaned(Scrubber scrubber)
    {
        StoredText.CheckKey(Learning, "learning");
        return this with { At = StoredText.Time(At), Note = StoredText.Line(scrubber, Note) };
    }
}
