using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Stores;

/// <summary>Something that was done, for the audit.</summary>
/// <param name="Id">Its own name; the same one is written once.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Who did it: a person, or a part of Prunella.</param>
/// <param name="Action">What was done, as <c>fix.applied</c>.</param>
/// <param name="Subject">To what: a learning, a file, a component.</param>
/// <param name="Detail">What else there is to say; may be empty.</param>
public sealed record AuditRecord(string Id, DateTimeOffset At, string Actor, string Action, string Subject, string Detail = "") : StoreChange
{
    /// <inheritdoc/>
    public override string Key => Id;

    private protected override StoreChange Cleaned(Scrubber scrubber) => this with
    {
        At = StoredText.Time(At), Actor = StoredText.Line(scrubber, Actor), Action = StoredText.Line(scrubber, Action),
        Subject = StoredText.Line(scrubber, Subject), Detail = StoredText.Text(scrubber, Detail),
    };
}
