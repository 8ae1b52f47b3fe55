using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Turns transitions of health into incidents: opens one for each cause, attaches the symptoms, closes what is over.</summary>
internal sealed class IncidentDesk(RecoveryParts parts, RecoveryOptions options, IncidentBook book, Ledgers ledgers, RecoveryMetrics metrics)
{
    private readonly HashSet<ComponentName> _settling = [];

    /// <summary>Called with an incident that may need an action now.</summary>
    public required Action<OpenIncident> OnReady { get; init; }

    /// <summary>Called after an incident is over.</summary>
    public required Action OnClosed { get; init; }

    /// <summary>Called with an incident that has just been opened, before the first action is chosen.</summary>
    public required Action<OpenIncident> OnOpened { get; init; }

    /// <summary>Runs work of a timer with the care for faults and pictures that the owner takes.</summary>
    public required Action<Action> Turn { get; init; }

    private SystemHealth Now => parts.Health.Current;

    /// <summary>Takes in what was seen.</summary>
    public void Take(HealthTransition seen)
    {
        book.Find(seen.Component)?.See(seen);
        if (seen.To == HealthState.Healthy)
            book.Detach(seen.Component);
        else if (seen.SymptomOf is { } root)
            GotSymptom(seen.Component, root, seen.Reason);
        else if (seen.To <= options.OpenAt && !IsMeasure(seen.Component))
            GotBad(seen);

        if (book.Find(seen.Component) is { IsActing: false } open && Now.StandingOf(seen.Component, options.OpenAt) == Standing.Well)
            CloseAsWell(open);
    }

    /// <summary>Opens incidents for all that is in trouble of its own already, roots first.</summary>
    public void TakeAll()
    {
        SystemHealth now = Now;
        foreach (ComponentName component in now.Components.Keys.OrderBy(name => now.RequiredBy(name).Count).ThenBy(static name => name))
        {
            if (now.StandingOf(component, options.OpenAt) == Standing.Bad && book.Find(component) is null)
                Open(FromPicture(component));
        }
    }

    /// <summary>Ends an incident. While an action runs it only notes how it is to end.</summary>
    public void Close(OpenIncident open, IncidentOutcome outcome, string summary)
    {
        if (open.Phase == IncidentPhase.Closed)
            return;
        if (open.IsActing)
        {
            open.EndAfterAction ??= (outcome, summary);
            open.Check?.Abandon(summary);
            return;
        }

        TimeSpan duration = parts.Loop.Time.GetElapsedTime(open.OpenedStamp);
        open.Close(parts.Loop.Time.GetUtcNow(), outcome);
        book.Close(open);
        ledgers.Of(open.Component).Closed();
        _ = parts.Journal.Append(new IncidentClosed { Component = open.Component, Incident = open.Id, Outcome = outcome, Summary = summary, Duration = duration });
        metrics.Closed(outcome, duration);
        parts.Logger.IncidentClosed(open.Component, open.Id, outcome, summary);
        foreach (ComponentName symptom in book.SymptomsOf(open))
            RejudgeLater(symptom);
        if (outcome == IncidentOutcome.Superseded)
            RejudgeLater(open.Component);
        OnClosed();
    }

    /// <summary>Ends the incident of a component that is but a symptom, if the root has an incident that goes on.</summary>
    /// <returns>Whether it has.</returns>
    public bool TrySupersede(OpenIncident open, ComponentName root)
    {
        if (root == open.Component || IncidentOf(root) is not { } cause)
            return false;
        AttachTo(cause, open.Component, $"its own incident {open.Id} turned out to be a symptom");
        foreach (ComponentName symptom in book.SymptomsOf(open))
            AttachTo(cause, symptom, $"a symptom of {open.Component}, which is one of {root}");
        Close(open, IncidentOutcome.Superseded, $"{open.Component} is a symptom of {root}; incident {cause.Id} goes on.");
        return true;
    }

    /// <summary>Ends the incident of a component that is no longer watched.</summary>
    public void CloseAsGone(OpenIncident open) => Close(open, IncidentOutcome.Dismissed, $"{open.Component} is no longer watched.");

    /// <summary>Ends the incident of a component that is well without an action that was seen to heal it.</summary>
    public void CloseAsWell(OpenIncident open) =>
        Close(open, IncidentOutcome.Recovered, open.Picture.Attempts.Count == 0
            ? $"{open.Component} was {open.Picture.Severity} ({open.Picture.Cause}) and came back before anything was done."
            : $"{open.Component} was {open.Picture.Severity} ({open.Picture.Cause}) and came back after {open.Picture.Attempts.Count} tries that had not helped at once.");

    private bool IsMeasure(ComponentName component) => Now.Components.TryGetValue(component, out ComponentHealth? known) && known.Description.IsMeasure;

    private void GotSymptom(ComponentName component, ComponentName root, string reason)
    {
        if (book.Find(component) is { } own)
        {
            // Its own trouble is over, and what acts on it is about to see that.
            if (own.IsActing && Now.Components.TryGetValue(component, out ComponentHealth? now) && now.Own == HealthState.Healthy)
                return;
            _ = TrySupersede(own, root);
        }
        else if (IncidentOf(root) is { } cause)
        {
            AttachTo(cause, component, reason);
        }
    }

    private void GotBad(HealthTransition seen)
    {
        if (book.Find(seen.Component) is { } open)
        {
            OnReady(open);
            return;
        }

        // A symptom whose root has just got well mostly follows it by itself: it gets a moment. What falls only now has its own reason.
        if (seen.From <= options.OpenAt && book.AttachedTo(seen.Component) is not null)
            RejudgeLater(seen.Component);
        else
            Open(seen);
    }

    private void Open(HealthTransition seen)
    {
        ComponentName component = seen.Component;
        ComponentName? group = Now.Components.TryGetValue(component, out ComponentHealth? known) ? known.Description.Group : null;
        var picture = new Incident(IncidentId.New(parts.Random), component, parts.Loop.Time.GetUtcNow(), seen.To, seen.Reason);
        var open = new OpenIncident(picture, group, parts.Loop.Time.GetTimestamp());
        open.See(seen);
        book.Detach(component);
        book.Add(open);
        ledgers.Of(component).Opened();
        _ = parts.Journal.Append(new IncidentOpened
        {
            Component = component, Incident = open.Id, Severity = seen.To, Cause = seen.Reason, Evidence = open.Picture.Evidence,
        });
        metrics.Opened();
        parts.Logger.IncidentOpened(component, open.Id, seen.To, seen.Reason);
        OnOpened(open);
        AdoptSymptoms(open);
        OnReady(open);
    }

    // A symptom may be seen before its root.
    private void AdoptSymptoms(OpenIncident cause)
    {
        foreach (ComponentHealth other in Now.Components.Values)
        {
            if (other.SymptomOf == cause.Component && other.Description.Name != cause.Component)
                GotSymptom(other.Description.Name, cause.Component, other.Reason);
        }
    }

    private OpenIncident? IncidentOf(ComponentName root)
    {
        if (book.Find(root) is null && Now.StandingOf(root, options.OpenAt) == Standing.Bad)
            Open(FromPicture(root));
        return book.Find(root);
    }

    private HealthTransition FromPicture(ComponentName component)
    {
        ComponentHealth now = Now.Components[component];
        return new HealthTransition(component, now.State, now.State, now.Reason, now.Since);
    }

    private void AttachTo(OpenIncident cause, ComponentName symptom, string reason)
    {
        if (symptom == cause.Component)
            return;
        book.Attach(symptom, cause);
        if (cause.Attach(symptom))
            _ = parts.Journal.Append(new IncidentAttached { Component = symptom, Incident = cause.Id, Root = cause.Component, Reason = reason });
    }

    private void RejudgeLater(ComponentName symptom)
    {
        if (_settling.Add(symptom))
            _ = parts.Loop.Schedule(options.SettleTime, () => Turn(() => Rejudge(symptom)));
    }

    private void Rejudge(ComponentName symptom)
    {
        _ = _settling.Remove(symptom);
        switch (Now.StandingOf(symptom, options.OpenAt))
        {
            case Standing.Bad when book.Find(symptom) is null:
                Open(FromPicture(symptom));
                break;
            case Standing.Symptom when Now.RootOf(symptom) is { } root && IncidentOf(root) is { } other:
                AttachTo(other, symptom, $"still a symptom of {root}");
                break;
            default:
                if (book.AttachedTo(symptom) is { Phase: IncidentPhase.Closed })
                    book.Detach(symptom);
                break;
        }
    }
}
