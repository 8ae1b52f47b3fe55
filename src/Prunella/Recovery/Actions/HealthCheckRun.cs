using Prunella.Health;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Watches the health of a component after an action until it is clear whether that helped. Belongs to the loop.</summary>
/// <remarks>
/// Better: the component's own health is good and stays so for the confirmation, and nobody else is worse than before.
/// It is clear at once, without waiting for the window's end, when the component got well and fell again.
/// </remarks>
internal sealed class HealthCheckRun
{
    private readonly ILoop _loop;
    private readonly IHealthMonitor _health;
    private readonly RecoveryOptions _options;
    private readonly ComponentName _component;
    private readonly HealthBaseline _baseline;
    private readonly ActionPlan _plan;
    private readonly long _start;
    private readonly DateTimeOffset _begun;

    // Continued from the loop's queue, not from inside the transition that ends it.
    private readonly TaskCompletionSource<Verification> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IDisposable _end;
    private IDisposable? _confirmation;
    private long? _wellSince;
    private bool _confirmed;
    private bool _ended;

    /// <param name="loop">The loop.</param>
    /// <param name="health">Whose health.</param>
    /// <param name="options">How long it must stay well.</param>
    /// <param name="component">Of which component.</param>
    /// <param name="baseline">How all were before the action.</param>
    /// <param name="plan">The action's plan.</param>
    /// <param name="begun">When the action was begun, by the wall clock: what has been well since then is found to have fallen, though nobody looked meanwhile.</param>
    public HealthCheckRun(ILoop loop, IHealthMonitor health, RecoveryOptions options, ComponentName component, HealthBaseline baseline, ActionPlan plan, DateTimeOffset begun)
    {
        _begun = begun;
        _loop = loop;
        _health = health;
        _options = options;
        _component = component;
        _baseline = baseline;
        _plan = plan;
        _start = loop.Time.GetTimestamp();
        _end = loop.Schedule(plan.VerifyWithin, End);
        Look();
    }

    public Task<Verification> Result => _result.Task;

    /// <summary>Nobody waits for the verdict any more.</summary>
    public void Abandon(string why) => Conclude(ActionVerdict.Same, $"not judged to the end: {why}");

    /// <summary>Looks at the health again; called after each transition of any component.</summary>
    public void Look()
    {
        if (_result.Task.IsCompleted)
            return;
        if (!_health.Current.Components.TryGetValue(_component, out ComponentHealth? now))
            Conclude(ActionVerdict.Same, $"{_component} is no longer watched");
        else if ((now.Own ?? now.State) == HealthState.Healthy)
            LookAtWell(now);
        else if (_wellSince is { } since)
            Conclude(_baseline.IsWorse(OwnOf(now)) ? ActionVerdict.Worse : ActionVerdict.Same, $"{_component} was well for {_loop.Time.GetElapsedTime(since).InWords()} and fell to {now.State} again: {now.Reason}");
        else if (now.History.LastOrDefault(step => step.At > _begun && step.To == HealthState.Healthy) is { } well)
            Conclude(_baseline.IsWorse(OwnOf(now)) ? ActionVerdict.Worse : ActionVerdict.Same, $"{_component} was well at {well.At:HH:mm:ss.fff} and fell to {now.State} again: {now.Reason}");
        else if (now.SymptomOf is { } root && root != _component)
            Conclude(ActionVerdict.Same, $"{_component} turned out to be a symptom of {root}");
        else if (_ended)
            ConcludeAtEnd(now);
    }

    private static HealthState OwnOf(ComponentHealth now) => now.Own ?? now.State;

    private void LookAtWell(ComponentHealth now)
    {
        if (_wellSince is null)
        {
            _wellSince = _loop.Time.GetTimestamp();
            if (_options.Confirmation > TimeSpan.Zero)
            {
                _confirmation = _loop.Schedule(_options.Confirmation, () =>
                {
                    _confirmed = true;
                    Look();
                });
                return;
            }

            _confirmed = true;
        }

        if (!_confirmed)
            return;
        IReadOnlyList<string> worse = _baseline.WorseOthers(_health.Current);
        if (worse.Count == 0)
            Conclude(ActionVerdict.Better, $"{_component} is well after {_loop.Time.GetElapsedTime(_start, _wellSince.Value).InWords()} and stayed so: {now.Reason}");
        else if (_ended)
            Conclude(ActionVerdict.Worse, $"{_component} is well, but {string.Join(", ", worse)}");
    }

    private void End()
    {
        _ended = true;
        Look(); // a confirmation that has begun is waited for
    }

    private void ConcludeAtEnd(ComponentHealth now)
    {
        IReadOnlyList<string> worse = _baseline.WorseOthers(_health.Current);
        string state = $"{_component} is {now.State} after {_plan.VerifyWithin.InWords()}: {now.Reason}";
        if (worse.Count > 0)
            Conclude(ActionVerdict.Worse, $"{state}; {string.Join(", ", worse)}");
        else if (_baseline.IsWorse(OwnOf(now)))
            Conclude(ActionVerdict.Worse, state);
        else
            Conclude(OwnOf(now) > _options.OpenAt ? ActionVerdict.Better : ActionVerdict.Same, state); // it works again, if not fully
    }

    private void Conclude(ActionVerdict verdict, string detail)
    {
        _end.Dispose();
        _confirmation?.Dispose();
        _ = _result.TrySetResult(new Verification(verdict, detail));
    }
}
