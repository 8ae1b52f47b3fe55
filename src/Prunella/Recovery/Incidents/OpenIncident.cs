using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>An incident while it is worked on: its picture for others, and what only the loop needs to know.</summary>
internal sealed class OpenIncident(Incident picture, ComponentName? group, long openedStamp)
{
    private const int MaxEvidence = 64;
    private const int MaxSymptoms = 256;
    private const int MaxAttempts = 64;
    private readonly Dictionary<string, int> _tries = new(StringComparer.Ordinal);
    private IDisposable? _timer;

    /// <summary>What others see.</summary>
    public Incident Picture { get; private set; } = picture;

    public IncidentId Id => Picture.Id;

    public ComponentName Component => Picture.Component;

    public ComponentName? Group { get; } = group;

    public long OpenedStamp { get; } = openedStamp;

    public IncidentPhase Phase { get; private set; } = IncidentPhase.Waiting;

    /// <summary>What actions are meant for: the component, or its group once it has escalated.</summary>
    public ComponentName Scope { get; private set; } = picture.Component;

    /// <summary>The incident as actions see it: that of its scope.</summary>
    public Incident Scoped => Scope == Component ? Picture : Picture with { Component = Scope };

    /// <summary>What it waits for, in words; null where it waits for nothing.</summary>
    public string? Waits { get; private set; }

    /// <summary>Actions that are not tried (again) in this incident, and why.</summary>
    public Dictionary<string, string> RuledOut { get; } = new(StringComparer.Ordinal);

    /// <summary>Refusals that the journal already has.</summary>
    public HashSet<(string Action, RefusalReason Why)> Noted { get; } = [];

    /// <summary>The action that a person has allowed and that has not begun yet; null where none.</summary>
    public string? Approved { get; set; }

    /// <summary>Notes a person's leave, or that it is used up.</summary>
    public void Approve(Approval? approval)
    {
        Approved = approval?.Action;
        Picture = Picture with { Approval = approval };
    }

    /// <summary>The check that runs at present; null where none does.</summary>
    public HealthCheckRun? Check { get; set; }

    /// <summary>How it is to end once the action that still runs is over; null where it goes on.</summary>
    public (IncidentOutcome Outcome, string Summary)? EndAfterAction { get; set; }

    public bool IsActing => Phase is IncidentPhase.Acting or IncidentPhase.Retrying;

    /// <summary>Whether what depends on it has to wait for it. A hand-over holds nobody up, a slow retry does while it runs.</summary>
    public bool IsHealing => IsActing || Phase == IncidentPhase.Delayed;

    public bool IsHandedOver => Phase is IncidentPhase.Resting or IncidentPhase.Retrying;

    /// <summary>Goes to another phase; what the old one had set is taken back.</summary>
    public void Enter(IncidentPhase phase, IDisposable? timer = null, string? waits = null)
    {
        _timer?.Dispose();
        _timer = timer;
        Phase = phase;
        Waits = waits;
        Picture = Picture with
        {
            State = phase switch
            {
                IncidentPhase.Delayed or IncidentPhase.Acting => IncidentState.Healing,
                IncidentPhase.Resting or IncidentPhase.Retrying => IncidentState.HandedOver,
                IncidentPhase.Closed => IncidentState.Resolved,
                _ => IncidentState.Open,
            },
            Pending = phase == IncidentPhase.Asking ? Picture.Pending : null,
        };
    }

    /// <summary>The action is done and is now checked; a slow retry stays handed over.</summary>
    public void Verifying()
    {
        if (Phase == IncidentPhase.Acting)
            Picture = Picture with { State = IncidentState.Verifying };
    }

    public void Ask(PendingApproval pending, IDisposable expiry)
    {
        Enter(IncidentPhase.Asking, expiry, $"a person's word on {pending.Action}");
        Picture = Picture with { Pending = pending };
    }

    public void EscalateTo(ComponentName scope) => Scope = scope;

    public void Close(DateTimeOffset at, IncidentOutcome outcome)
    {
        Enter(IncidentPhase.Closed);
        Picture = Picture with { ClosedAt = at, Outcome = outcome };
    }

    /// <summary>The component that a diagnosis names as the cause, where this one depends on it; null where it names none.</summary>
    public ComponentName? NamedCause { get; private set; }

    public void Diagnosed(DiagnosisMade made, ComponentName? cause)
    {
        Picture = Picture with { Diagnosis = made };
        NamedCause = cause;
    }

    /// <summary>The action that helped against this error before, and is tried first; null where none is known.</summary>
    public string? Preferred { get; set; }

    /// <summary>What the error was read from; null where nobody reads errors.</summary>
    public string? ErrorText { get; set; }

    public void Recognised(ErrorRecognised error) => Picture = Picture with { Error = error };

    /// <summary>Its error is being read from now on, or no more.</summary>
    public void ReadsError(bool reads)
    {
        if (Picture.ReadsError != reads)
            Picture = Picture with { ReadsError = reads };
    }

    public void Traced(CommitsSuspected causes) => Picture = Picture with { Causes = causes };

    public void Bundled(string path) => Picture = Picture with { Bundle = path };

    public void See(HealthTransition seen) => Picture = Picture with
    {
        Severity = seen.To < Picture.Severity ? seen.To : Picture.Severity,
        Evidence = Bounded(Picture.Evidence, [$"{seen.At:HH:mm:ss.fff} {seen.From} to {seen.To}: {seen.Reason}", .. seen.Evidence]),
    };

    /// <summary>Adds a component whose trouble comes from this one; false where it is known or there are too many to list.</summary>
    public bool Attach(ComponentName symptom)
    {
        if (Picture.Symptoms.Contains(symptom) || Picture.Symptoms.Count >= MaxSymptoms)
            return false;
        Picture = Picture with { Symptoms = [.. Picture.Symptoms, symptom] };
        return true;
    }

    public int TriesOf(IRecoveryAction action) => _tries.GetValueOrDefault(action.Name);

    public void Begin(ActionAttempt attempt)
    {
        _tries[attempt.Action] = attempt.Number;
        Picture = Picture with { Attempts = [.. Picture.Attempts.TakeLast(MaxAttempts - 1), attempt] };
    }

    /// <summary>Completes the attempt begun last.</summary>
    public void Update(Func<ActionAttempt, ActionAttempt> change) =>
        Picture = Picture with { Attempts = [.. Picture.Attempts.SkipLast(1), change(Picture.Attempts[^1])] };

    // What was seen first tells most; what was seen last tells the rest.
    private static string[] Bounded(IReadOnlyList<string> old, IReadOnlyList<string> added)
    {
        string[] all = [.. old, .. added];
        return all.Length <= MaxEvidence ? all : [.. all.Take(MaxEvidence / 2), .. all.TakeLast(MaxEvidence / 2)];
    }
}
