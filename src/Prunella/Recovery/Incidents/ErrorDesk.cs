using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Has the error behind each incident named, and the commits behind it, and teaches what helped. Belongs to the loop; all of it is done off it.</summary>
internal sealed class ErrorDesk
{
    private const int MostText = 16 * 1024;
    private const string Stage = "the memory of errors";
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    // Whoever waits for the name of an error waits no longer than this.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly IErrorMemory _memory;
    private readonly RecoveryParts _parts;
    private readonly IncidentBook _book;
    private readonly Action<Action> _turn;
    private readonly OffLoopQueue _naming;
    private readonly OffLoopQueue _tracing; // on its own: to read a long history takes long

    /// <param name="memory">Who names errors.</param>
    /// <param name="parts">What it works with.</param>
    /// <param name="book">Where incidents are that are over by then.</param>
    /// <param name="turn">Runs work on the loop with the care for faults and pictures that the owner takes.</param>
    public ErrorDesk(IErrorMemory memory, RecoveryParts parts, IncidentBook book, Action<Action> turn)
    {
        (_memory, _parts, _book, _turn) = (memory, parts, book, turn);
        _naming = new OffLoopQueue(parts, turn, Stage);
        _tracing = new OffLoopQueue(parts, turn, "the causes of errors");
    }

    /// <summary>Looks at an incident before its first remedy is chosen.</summary>
    public void Opened(OpenIncident open)
    {
        string text = TextOf(open.Picture);
        try
        {
            open.Preferred = _memory.RemedyFor(text);
        }
        catch (Exception error)
        {
            _parts.NoteFault(Stage, error);
        }

        open.ErrorText = text;
        open.ReadsError(true);
        // Healing comes first: reading an error for the first time costs more than starting a process does.
        _ = _parts.Loop.Schedule(Settle, () => _turn(() => Name(open, text)));
        _ = _parts.Loop.Schedule(Patience, () => _turn(() => open.ReadsError(false)));
    }

    /// <summary>Teaches what came of a remedy.</summary>
    public void Learn(OpenIncident open, string action, bool helped)
    {
        Incident incident = open.Picture;
        if (open.ErrorText is { } text)
            _naming.Add(() => _memory.Learn(incident, text, action, helped));
    }

    private void Name(OpenIncident open, string text)
    {
        Incident incident = open.Picture;
        RecognisedError? found = null;
        _naming.Add(() => found = _memory.Recognise(incident, text), () =>
        {
            open.ReadsError(false);
            if (found is not null)
                Note(open, found, text);
        });
    }

    private void Note(OpenIncident open, RecognisedError found, string text)
    {
        var fact = new ErrorRecognised
        {
            Component = open.Component, Incident = open.Id, Fingerprint = found.Fingerprint, Error = found.Error, Tier = found.Tier, Pattern = found.Pattern, Suggestion = found.Suggestion,
            Confidence = found.Confidence, Why = found.Why, Fix = found.Fix, Remedy = open.Preferred,
        };
        _ = _parts.Journal.Append(fact);
        open.Recognised(fact);
        _book.Recognised(open.Id, fact);
        Trace(open, found.Fingerprint, text);
    }

    private void Trace(OpenIncident open, string fingerprint, string text)
    {
        Incident incident = open.Picture;
        SuspectedCauses? causes = null;
        _tracing.Add(() => causes = _memory.CausesOf(incident, text), () =>
        {
            if (causes is null)
                return;
            var fact = new CommitsSuspected { Component = open.Component, Incident = open.Id, Fingerprint = fingerprint, Commits = causes.Commits, Considered = causes.Considered, Note = causes.Note };
            _ = _parts.Journal.Append(fact);
            open.Traced(fact);
            _book.Traced(open.Id, fact);
        });
    }

    private static string TextOf(Incident incident)
    {
        string text = string.Join('\n', [incident.Cause, .. incident.Evidence]);
        return text.Length > MostText ? text[^MostText..] : text;
    }
}
