namespace Prunella.Recovery;

/// <summary>Names the error behind an incident, and remembers which remedy helped against it. The place for pattern memory, of which recovery knows no more than this.</summary>
public interface IErrorMemory
{
    /// <summary>Names the error that a text tells of. Called off the loop; may take its time.</summary>
    /// <param name="incident">The incident, as it stands by now.</param>
    /// <param name="text">What was seen of the component when the incident was opened: the reason, and the last lines it wrote. At most <c>16,384</c> characters.</param>
    /// <returns>Null where it tells of none.</returns>
    RecognisedError? Recognise(Incident incident, string text);

    /// <summary>The recovery action that helped best against the error that a text tells of. Called on the loop, before the first remedy: it must be quick, and answer at once as long as nothing was learned.</summary>
    /// <returns>The name of the action; null where none is known.</returns>
    string? RemedyFor(string text);

    /// <summary>Told whether a recovery action helped. Called off the loop.</summary>
    /// <param name="incident">The incident, as it stands by now.</param>
    /// <param name="text">The text of the incident, as given to <see cref="Recognise"/>.</param>
    /// <param name="action">The name of the action.</param>
    /// <param name="helped">Whether it did.</param>
    void Learn(Incident incident, string text, string action, bool helped);

    /// <summary>The commits that may have caused the error. Called off the loop, after <see cref="Recognise"/>, and beside its other calls; may take its time.</summary>
    /// <returns>Null where nobody knows the history.</returns>
    SuspectedCauses? CausesOf(Incident incident, string text) => null;
}
