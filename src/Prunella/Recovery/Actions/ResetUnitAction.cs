using System.Collections.Concurrent;
using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Tier 2: restarts a component inside this process, by the delegate it was registered with. Thread-safe.</summary>
/// <remarks>Each restart runs on a thread of its own, so a starved pool does not hold it up and a hanging one holds up nothing else.</remarks>
public sealed class ResetUnitAction : IRecoveryAction
{
    private readonly ConcurrentDictionary<ComponentName, Unit> _units = new();

    /// <inheritdoc/>
    public string Name => "reset-unit";

    /// <inheritdoc/>
    public RecoveryTier Tier => RecoveryTier.ResetUnit;

    /// <inheritdoc/>
    public int MaxAttempts => 2;

    /// <summary>Makes a component restartable; registering it again replaces the delegate.</summary>
    /// <param name="component">Which.</param>
    /// <param name="restart">Ends what runs and starts it anew; completes once it runs. An exception means that it failed.</param>
    /// <param name="expected">How long that should take; 100 ms where null.</param>
    public void Register(ComponentName component, Func<CancellationToken, ValueTask> restart, TimeSpan? expected = null)
    {
        ArgumentNullException.ThrowIfNull(restart);
        _units[component] = new Unit(restart, expected ?? TimeSpan.FromMilliseconds(100));
    }

    /// <summary>Forgets a component; unknown ones are ignored.</summary>
    public void Unregister(ComponentName component) => _units.TryRemove(component, out _);

    /// <inheritdoc/>
    public bool AppliesTo(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return _units.TryGetValue(incident.Component, out Unit? unit) && !unit.Busy;
    }

    /// <inheritdoc/>
    public string WhyNot(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return _units.ContainsKey(incident.Component) ? "an earlier restart of it still hangs" : "it is no component inside this process";
    }

    /// <inheritdoc/>
    public ActionPlan Plan(Incident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        return new ActionPlan
        {
            Effects = [$"stop {incident.Component} inside this process and start it anew"],
            BlastRadius = [incident.Component],
            Expected = _units.TryGetValue(incident.Component, out Unit? unit) ? unit.Expected : TimeSpan.Zero,
        };
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The component is not registered, or its last restart still runs.</exception>
    public ValueTask ExecuteAsync(Incident incident, ActionPlan plan, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(incident);
        if (!_units.TryGetValue(incident.Component, out Unit? unit) || !unit.TryBegin())
            throw new InvalidOperationException($"{incident.Component} can not be restarted: {WhyNot(incident)}.");

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => unit.Run(done, cancellationToken)) { Name = "prunella-reset", IsBackground = true }.Start();
        return new ValueTask(done.Task);
    }

    private sealed class Unit(Func<CancellationToken, ValueTask> restart, TimeSpan expected)
    {
        private int _busy;

        public TimeSpan Expected => expected;

        public bool Busy => Volatile.Read(ref _busy) != 0;

        public bool TryBegin() => Interlocked.Exchange(ref _busy, 1) == 0;

        public void Run(TaskCompletionSource done, CancellationToken cancellationToken)
        {
            Exception? failure = null;
            try
            {
                restart(cancellationToken).AsTask().GetAwaiter().GetResult(); // the thread is its own: it may wait
            }
            catch (Exception error)
            {
                failure = error;
            }

            Volatile.Write(ref _busy, 0); // before the news: a retry must find it free
            if (failure is null)
                done.SetResult();
            else
                done.SetException(failure);
        }
    }
}
