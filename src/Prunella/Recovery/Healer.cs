using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Brings open incidents forward: chooses a remedy, asks every rule, waits its backoff, has it carried out, and draws the consequence.</summary>
/// <remarks>Belongs to the loop. An incident is always in one phase, and each phase has its way on, so none is forgotten in between.</remarks>
internal sealed class Healer(
    RecoveryParts parts, RecoveryOptions options, IncidentBook book, IncidentDesk desk, Ledgers ledgers, ModeBoard modes, RemedyBreaker breaker, RecoveryMetrics metrics, ActionCatalog catalog)
{
    private readonly ActionGuard _guard = new(options, parts.Health, parts.KillSwitch, book, ledgers, modes, breaker, catalog);
    private readonly ExponentialBackoff _backoff = new(options.BackoffFirst, options.BackoffCap);
    private IDisposable? _recheck;

    public required HandOverDesk HandOverDesk { get; init; }

    public required ActionRunner Runner { get; init; }

    /// <summary>Learns which remedy helped against which error; null where nobody does.</summary>
    public required ErrorDesk? Errors { get; init; }

    /// <summary>Runs work of a timer with the care for faults and pictures that the owner takes.</summary>
    public required Action<Action> Turn { get; init; }

    /// <summary>Told, once, when the remedy breaker opens.</summary>
    public required Action<string> OnBreakerOpened { get; init; }

    /// <summary>Looks at each incident that waits, roots first: what is required comes before what requires it.</summary>
    public void AdvanceAll()
    {
        OpenIncident[] waiting = [.. book.Open.Where(static open => open.Phase == IncidentPhase.Waiting)];
        if (waiting.Length > 1)
            waiting = [.. waiting.OrderBy(open => parts.Health.Current.RequiredBy(open.Component).Count).ThenBy(static open => open.OpenedStamp)];
        foreach (OpenIncident open in waiting)
            Advance(open);
    }

    /// <summary>Takes the next step in an incident that waits; nothing where it is at something already.</summary>
    public void Advance(OpenIncident open)
    {
        bool again = true;
        while (again && open.Phase == IncidentPhase.Waiting && NeedsAction(open))
        {
            LadderChoice choice = catalog.Choose(open);
            again = catalog.Awaited(open, choice.Action) is { } awaited ? Wait(open, $"{awaited.Name}, which is being worked out")
                : choice.Action is null ? HandOver(open, $"no remedy is left: {string.Join("; ", choice.Alternatives)}")
                : _guard.Check(open, choice.Action, slow: false) is { } refusal ? Refuse(open, choice, refusal)
                : Prepare(open, choice);
        }
    }

    /// <summary>Drops a question to a person whose tier no longer asks, and looks at everything again.</summary>
    public void OnModesChanged()
    {
        foreach (OpenIncident open in book.Open)
        {
            if (open.Phase == IncidentPhase.Asking && catalog.Find(open.Picture.Pending?.Action) is { } asked && catalog.ModeOf(open, asked) != HealingMode.Ask)
                open.Enter(IncidentPhase.Waiting);
            _ = open.Noted.RemoveWhere(static noted => noted.Why is RefusalReason.Mode or RefusalReason.RemedyBreaker);
        }

        AdvanceAll();
    }

    /// <summary>A person allowed what waits for them.</summary>
    public void Approve(OpenIncident open, string by, string reason)
    {
        string action = open.Picture.Pending!.Action;
        open.Approve(new Approval(action, by, reason));
        _ = parts.Journal.Append(new ActionApproved { Component = open.Component, Incident = open.Id, Action = action, By = by, Reason = reason });
        open.Enter(IncidentPhase.Waiting);
        Advance(open);
    }

    /// <summary>What waits for a person is not done: they said no, or nobody answered.</summary>
    public void Decline(OpenIncident open, RefusalReason why, string detail)
    {
        string action = open.Picture.Pending!.Action;
        open.RuledOut[action] = detail;
        parts.NoteRefusal(open, action, why, detail);
        open.Enter(IncidentPhase.Waiting);
        Advance(open);
    }

    /// <summary>Looks at all that waits again after a while; one timer for all of them.</summary>
    public void Recheck() => _recheck ??= Later(options.RecheckPeriod, () =>
    {
        _recheck = null;
        Runner.LookAtSwitch();
        AdvanceAll();
        if (Runner.AwaitsSwitch)
            Recheck();
    });

    // Whether the component still is in trouble of its own; where not, the incident goes where it belongs.
    private bool NeedsAction(OpenIncident open)
    {
        switch (parts.Health.Current.StandingOf(open.Component, options.OpenAt))
        {
            case Standing.Gone:
                desk.CloseAsGone(open);
                return false;
            case Standing.Well:
                desk.CloseAsWell(open);
                return false;
            case Standing.Mild:
                return Wait(open, "it works again, if not fully; nothing is done to it as long as it does not fall");
            case Standing.Symptom when parts.Health.Current.RootOf(open.Component) is { } root:
                return !desk.TrySupersede(open, root) && Wait(open, $"its trouble comes from {root}");
            default:
                return true;
        }
    }

    // The following steps say whether the incident is to be looked at again at once.
    private bool Refuse(OpenIncident open, LadderChoice choice, Refusal refusal)
    {
        IRecoveryAction action = choice.Action!;
        if (refusal.Why is RefusalReason.Mode or RefusalReason.RemedyBreaker && !open.Noted.Contains((action.Name, refusal.Why)))
        {
            if (catalog.Plan(open, action) is not { } plan)
                return RuleOut(open, action, "its plan failed");
            parts.NotePlan(open, choice, plan, TimeSpan.Zero);
        }

        parts.NoteRefusal(open, action.Name, refusal.Why, refusal.Detail);
        switch (refusal.Next)
        {
            case RefusalStep.Wait:
                return Wait(open, $"{action.Name}: {refusal.Detail}");
            case RefusalStep.Escalate when open.Group is { } group && open.Scope != group && catalog.AnyFor(open, group):
                open.EscalateTo(group);
                return true;
            case RefusalStep.Escalate or RefusalStep.Next when catalog.AnyBeside(open, action):
                open.RuledOut[action.Name] = refusal.Detail;
                return true;
            default:
                return HandOver(open, $"{action.Name} may not be done: {refusal.Detail}");
        }
    }

    private bool Prepare(OpenIncident open, LadderChoice choice)
    {
        IRecoveryAction action = choice.Action!;
        if (catalog.Plan(open, action) is not { } plan)
            return RuleOut(open, action, "its plan failed");

        var request = new ActionRequest(open, action, plan, Slow: false);
        if (open.Approved == action.Name)
            return Begin(request);
        if (catalog.ModeOf(open, action) == HealingMode.Ask)
        {
            parts.NotePlan(open, choice, plan, TimeSpan.Zero);
            return Ask(open, action, plan);
        }

        // Going up the ladder does not wait; trying the same again does, and so does trouble that keeps coming back.
        bool climbs = open.TriesOf(action) == 0 && open.Picture.Attempts.Count > 0;
        TimeSpan delay = climbs ? TimeSpan.Zero : _backoff.Delay(ledgers.Of(open.Component).Tries, parts.Random);
        parts.NotePlan(open, choice, plan, delay);
        if (delay == TimeSpan.Zero)
            return Begin(request);
        open.Enter(IncidentPhase.Delayed, Later(delay, () => BeginAfterDelay(request)), $"{action.Name} in {delay.InWords()}");
        return false;
    }

    private bool Ask(OpenIncident open, IRecoveryAction action, ActionPlan plan)
    {
        DateTimeOffset until = parts.Loop.Time.GetUtcNow() + options.ApprovalLifetime;
        IDisposable expiry = Later(options.ApprovalLifetime, () => Decline(open, RefusalReason.Expired, $"nobody answered within {options.ApprovalLifetime.InWords()}"));
        open.Ask(new PendingApproval(action.Name, plan, until), expiry);
        parts.Logger.ApprovalAsked(open.Component, action.Name, until, open.Id);
        return false;
    }

    private void BeginAfterDelay(ActionRequest request)
    {
        request.Open.Enter(IncidentPhase.Waiting);
        if (Begin(request))
            Advance(request.Open);
    }

    // The last look: everything is asked again at the moment of acting, whatever was true when it was planned.
    private bool Begin(ActionRequest request)
    {
        OpenIncident open = request.Open;
        if (!NeedsAction(open))
            return false;
        if (Ladder.Against(request.Action, request.Scoped, open.RuledOut) is { } against)
        {
            parts.NoteRefusal(open, request.Action.Name, RefusalReason.Precondition, against);
            open.Approve(null);
            return Wait(open, $"{request.Action.Name}: {against}");
        }

        if (_guard.Check(open, request.Action, slow: false) is { } refusal)
            return Refuse(open, new LadderChoice(request.Action, []), refusal);

        ledgers.Take(request.Scope);
        if (request.Action.Tier >= RecoveryTier.ResetUnit)
            ledgers.Of(request.Scope).Intensity.Note();
        ledgers.Of(open.Component).Tries++;
        open.Approved = null;
        open.Noted.Clear();
        return Start(request);
    }

    private bool Start(ActionRequest request)
    {
        OpenIncident open = request.Open;
        open.Enter(request.Slow ? IncidentPhase.Retrying : IncidentPhase.Acting);
        open.Begin(new ActionAttempt(request.Action.Name, request.Action.Tier, open.TriesOf(request.Action) + 1)
        {
            StartedAt = parts.Loop.Time.GetUtcNow(),
            Detail = request.Slow ? "slow retry" : string.Empty,
        });
        _ = RunAsync(request);
        return false;
    }

    private async Task RunAsync(ActionRequest request)
    {
        Verification result;
        try
        {
            result = await Runner.RunAsync(request);
        }
        catch (Exception error)
        {
            // Not the action's fault but ours; the incident must still find its way on.
            result = new Verification(ActionVerdict.Same, $"an internal fault: {error.Message}");
            parts.NoteFault("recovery", error);
        }

        Turn(() => Finish(request, result));
    }

    private void Finish(ActionRequest request, Verification result)
    {
        OpenIncident open = request.Open;
        metrics.Acted(request.Action.Tier, result.Verdict);
        open.Approve(null);
        open.Enter(request.Slow ? IncidentPhase.Resting : IncidentPhase.Waiting);
        if (open.EndAfterAction is null)
            DrawLesson(request, result);

        if (result.Verdict == ActionVerdict.Better)
            desk.Close(open, IncidentOutcome.Healed, Summary(request, result));
        else if (open.EndAfterAction is { } end)
            desk.Close(open, end.Outcome, end.Summary);
        else if (request.Slow)
            Rest(open);
        AdvanceAll();
    }

    private void DrawLesson(ActionRequest request, Verification result)
    {
        catalog.Learn(request, result.Verdict);
        if (request.Slow)
            return; // it is known not to help mostly; it says nothing about the remedies of others
        Errors?.Learn(request.Open, request.Action.Name, result.Verdict == ActionVerdict.Better);
        if (result.Verdict == ActionVerdict.Better)
        {
            // Budgets bind remedies that do not help, not those that do.
            if (request.Action.Tier <= RecoveryTier.ReplaceProcess)
                ledgers.GiveBack(request.Scope);
            NoteRemedy(helped: true);
        }
        else if (result.Verdict == ActionVerdict.Worse || request.Open.TriesOf(request.Action) >= request.Action.MaxAttempts)
        {
            _ = RuleOut(request.Open, request.Action, $"it failed in this incident: {request.Open.Picture.Attempts[^1].Detail}"); // says too whether it was taken back
        }
    }

    private static string Summary(ActionRequest request, Verification result)
    {
        Incident incident = request.Open.Picture;
        string how = request.Slow ? "a slow retry after the hand-over healed it" : $"{request.Action.Name} healed it on try {request.Open.TriesOf(request.Action)}";
        return $"{incident.Component} was {incident.Severity} ({incident.Cause}); {how}: {result.Detail}.";
    }

    private bool RuleOut(OpenIncident open, IRecoveryAction action, string why)
    {
        open.RuledOut[action.Name] = why;
        NoteRemedy(helped: false);
        return true;
    }

    private void NoteRemedy(bool helped)
    {
        if (breaker.Note(helped))
            OnBreakerOpened($"{breaker.Failed} of the last {breaker.Count} remedies failed.");
    }

    private bool HandOver(OpenIncident open, string reason)
    {
        HandOverDesk.HandOver(open, reason);
        Rest(open);
        return false;
    }

    private void Rest(OpenIncident open)
    {
        TimeSpan pause = options.SlowRetryPeriod * (0.8 + 0.4 * parts.Random.NextDouble());
        open.Enter(IncidentPhase.Resting, Later(pause, () => RetrySlowly(open)), "a person; slow retries go on");
    }

    // The end of the ladder is not the end of trying: what passes by itself, as a full disk does, must not need a person to notice.
    private void RetrySlowly(OpenIncident open)
    {
        Rest(open);
        switch (parts.Health.Current.StandingOf(open.Component, options.OpenAt))
        {
            case Standing.Gone:
                desk.CloseAsGone(open);
                break;
            case Standing.Well:
                desk.CloseAsWell(open);
                break;
            case Standing.Bad when SlowAction(open) is { } action && catalog.Plan(open, action) is { } plan && MaySlowly(open, action):
                parts.NotePlan(open, new LadderChoice(action, []), plan, TimeSpan.Zero, slow: true);
                _ = Start(new ActionRequest(open, action, plan, Slow: true));
                break;
            default:
                break;
        }
    }

    private IRecoveryAction? SlowAction(OpenIncident open) => catalog.ForSlowRetry(open).FirstOrDefault(action => MaySlowly(open, action));

    // Never what needs a person's leave: nobody wants to be asked every half minute.
    private bool MaySlowly(OpenIncident open, IRecoveryAction action) =>
        catalog.ModeOf(open, action) == HealingMode.Auto && _guard.Check(open, action, slow: true) is null;

    private bool Wait(OpenIncident open, string what)
    {
        if (open.Waits != what)
            open.Enter(IncidentPhase.Waiting, waits: what);
        Recheck();
        return false;
    }

    private IDisposable Later(TimeSpan delay, Action work) => parts.Loop.Schedule(delay, () => Turn(work));
}
