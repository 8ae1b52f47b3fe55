using Prunella.Patterns.Errors;
using Prunella.Patterns.Scrubbing;

namespace Prunella.Patterns.Stores;

/// <summary>An error that happened once.</summary>
/// <param name="Id">Its own name; the same one is counted once.</param>
/// <param name="Fingerprint">The names of the error.</param>
/// <param name="Type">The type of the exception; empty where none is known.</param>
/// <param name="Message">What it said.</param>
/// <param name="Component">Where it happened; empty where that is not known.</param>
/// <param name="At">When.</param>
public sealed record ErrorOccurrence(string Id, Fingerprint Fingerprint, string Type, string Message, string Component, DateTimeOffset At) : StoreChange
{
    /// <inheritdoc/>
    public override string Key => Id;

    private protected override StoreChange Cleaned(Scrubber scrubber)
    {
        StoredText.CheckKey(Fingerprint.Exact, "fingerprint");
        StoredText.CheckKey(Fingerprint.Core, "fingerprint");
        StoredText.CheckKey(Fingerprint.Template, "fingerprint");
        return this with { Type = StoredText.Line(scrubber, Type), Message = StoredText.Line(scrubber, Message), Component = StoredText.Line(scrubber, Component), At = StoredText.Time(At) };
    }
}
