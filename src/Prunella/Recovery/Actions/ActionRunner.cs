using Prunella.Journal;

namespace Prunella.Recovery;

/// <summary>Carries an action out, checks whether it helped, and takes it back where it did not. Belongs to the loop.</summary>
internal sealed class ActionRunner(RecoveryParts parts, RecoveryOptions options, Action publish, Action onWait)
{
    private TaskCompletionSource? _released;

    /// <summary>Goes through all of it. The action is begun before the first return to the caller. Does not throw for what the action does.</summary>
    public async Task<Verification> RunAsync(ActionRequest request)
    {
        OpenIncident open = request.Open;
        DateTimeOffset begun = parts.Loop.Time.GetUtcNow();
        var baseline = new HealthBaseline(parts.Health.Current, open.Component, request.Plan);
        string? error = await ExecuteAsync(request);
        open.Verifying();
        publish();

        long start = parts.Loop.Time.GetTimestamp();
        Verification result = error is null ? await VerifyAsync(request, baseline, begun) : new Verification(ActionVerdict.Same, $"not carried out: {error}");
        _ = parts.Journal.Append(new ActionVerified
        {
            Component = open.Component, Incident = open.Id, Action = request.Action.Name,
            Verdict = result.Verdict, Detail = result.Detail, Duration = parts.Loop.Time.GetElapsedTime(start),
        });
        parts.Logger.ActionVerified(open.Component, request.Action.Name, result.Verdict, result.Detail, open.Id);
        open.Update(attempt => attempt with { Verdict = result.Verdict, Detail = request.Slow ? $"slow retry: {result.Detail}" : result.Detail });
        if (result.Verdict != ActionVerdict.Better && request.Plan.Undo is not null)
            await UndoAsync(request);
        return result;
    }

    /// <summary>Whether the taking back of an action waits for the kill switch.</summary>
    public bool AwaitsSwitch => _released is not null;

    /// <summary>Lets what waits for the kill switch go on, if it is released.</summary>
    public void LookAtSwitch()
    {
        if (parts.KillSwitch.Engaged || _released is not { } released)
            return;
        _released = null;
        released.SetResult();
    }

    private async ValueTask<string?> ExecuteAsync(ActionRequest request)
    {
        OpenIncident open = request.Open;
        _ = parts.Journal.Append(new ActionStarted
        {
            Component = open.Component, Incident = open.Id, Action = request.Action.Name, Tier = request.Action.Tier, Attempt = open.TriesOf(request.Action),
        });
        parts.Logger.ActionBegins(open.Component, request.Action.Name, open.TriesOf(request.Action), open.Id);
        long start = parts.Loop.Time.GetTimestamp();
        string? error = await AttemptAsync(request, request.Action.ExecuteAsync);
        TimeSpan duration = parts.Loop.Time.GetElapsedTime(start);
        open.Update(attempt => attempt with { Duration = duration, Detail = error ?? attempt.Detail });
        _ = parts.Journal.Append(new ActionFinished
        {
            Component = open.Component, Incident = open.Id, Action = request.Action.Name, Duration = duration, Error = error,
        });
        return error;
    }

    private async ValueTask<Verification> VerifyAsync(ActionRequest request, HealthBaseline baseline, DateTimeOffset begun)
    {
        try
        {
            ActionVerdict? own = await parts.Loop.WithinAsync(
                request.Plan.VerifyWithin, token => request.Action.VerifyAsync(request.Scoped, request.Plan, token));
            if (own is { } verdict)
                return new Verification(verdict, $"by the check of {request.Action.Name} itself");
        }
        catch (Exception failure)
        {
            return new Verification(ActionVerdict.Same, $"the check of {request.Action.Name} failed: {failure.Message}");
        }

        if (request.Open.EndAfterAction is { } end)
            return new Verification(ActionVerdict.Same, $"not judged to the end: {end.Summary}");
        var check = new HealthCheckRun(parts.Loop, parts.Health, options, request.Open.Component, baseline, request.Plan, begun);
        request.Open.Check = check;
        try
        {
            return await check.Result;
        }
        finally
        {
            request.Open.Check = null;
        }
    }

    private async ValueTask UndoAsync(ActionRequest request)
    {
        while (parts.KillSwitch.Engaged)
        {
            // Taking back is a change as well: it waits for the person who said stop.
            _released ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            onWait();
            await _released.Task;
        }

        string? error = await AttemptAsync(request, request.Action.UndoAsync);
        OpenIncident open = request.Open;
        _ = parts.Journal.Append(new ActionUndone { Component = open.Component, Incident = open.Id, Action = request.Action.Name, Error = error });
        parts.Logger.ActionUndone(open.Component, request.Action.Name, open.Id, error);
        open.Update(attempt => attempt with { Detail = error is null ? $"{attempt.Detail}; taken back" : $"{attempt.Detail}; taking back failed: {error}" });
    }

    private async ValueTask<string?> AttemptAsync(ActionRequest request, Func<Incident, ActionPlan, CancellationToken, ValueTask> step)
    {
        var byPlan = TimeSpan.FromTicks((long)Math.Min(request.Plan.Expected.Ticks * options.DeadlineFactor, TimeSpan.FromDays(1).Ticks));
        try
        {
            await parts.Loop.WithinAsync(byPlan > options.Deadline ? byPlan : options.Deadline, token => step(request.Scoped, request.Plan, token));
            return null;
        }
        catch (Exception failure)
        {
            return failure.Message;
        }
    }
}
