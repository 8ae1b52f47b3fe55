using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Has the error behind each incident named, and teaches what helped. Belongs to the loop; naming and teaching are done off it, one at a time.</summary>
internal sealed class ErrorDesk(IErrorMemory memory, RecoveryParts parts, IncidentBook book)
{
    private const int MostText = 16 * 1024;
    private const int MostWaiting = 64;
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);
    private readonly Queue<Action> _waiting = new();
    private bool _busy;

    /// <summary>Runs work on the loop with the care for faults and pictures that the owner takes.</summary>
    public required Action<Action> Turn { get; init; }

    /// <summary>Looks at an incident before its first remedy is chosen.</summary>
    public void Opened(OpenIncident open)
    {
        string text = TextOf(open.Picture);
        Guarded(() => open.Preferred = memory.RemedyFor(text));
        open.ErrorText = text;
        // Healing comes first: reading an error for the first time costs more than starting a process does.
        _ = parts.Loop.Schedule(Settle, () => Turn(() => Enqueue(() =>
        {
            if (memory.Recognise(text) is { } found)
                Turn(() => Note(open, found));
        })));
    }

    /// <summary>Teaches what came of a remedy.</summary>
    public void Learn(OpenIncident open, string action, bool helped)
    {
        if (open.ErrorText is { } text)
            Enqueue(() => memory.Learn(text, action, helped));
    }

    private void Note(OpenIncident open, RecognisedError found)
    {
        var fact = new ErrorRecognised
        {
            Component = open.Component, Incident = open.Id, Fingerprint = found.Fingerprint, Error = found.Error, Pattern = found.Pattern, Suggestion = found.Suggestion,
            Confidence = found.Confidence, Why = found.Why, Remedy = open.Preferred,
        };
        _ = parts.Journal.Append(fact);
        open.Recognised(fact);
        book.Recognised(open.Id, fact);
    }

    private static string TextOf(Incident incident)
    {
        string text = string.Join('\n', [incident.Cause, .. incident.Evidence]);
        return text.Length > MostText ? text[^MostText..] : text;
    }

    private void Enqueue(Action work)
    {
        if (_waiting.Count < MostWaiting)
            _waiting.Enqueue(work);
        Next();
    }

    private void Next()
    {
        if (_busy || !_waiting.TryDequeue(out Action? work))
            return;
        _busy = true;
        parts.Diagnosing(() =>
        {
            Guarded(work);
            Turn(() =>
            {
                _busy = false;
                Next();
            });
        });
    }

    private void Guarded(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error)
        {
            parts.NoteFault("the memory of errors", error);
        }
    }
}
