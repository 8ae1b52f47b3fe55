using Prunella.Kernel;

namespace Prunella.Health;

/// <summary>Holds a component that changes too often at the worst state it came through, until it has been quiet.</summary>
/// <remarks>
/// Only changes by inconclusive readings count: a process that is replaced three times in a minute really was down three times, and really
/// is up. A conclusive good reading after a bad one ends a hold for the same reason.
/// </remarks>
internal sealed class FlapHold(TimeProvider time)
{
    private readonly Queue<long> _changes = new();
    private HealthState _worst = HealthState.Healthy;

    public bool Holds { get; private set; }

    /// <summary>How many changes the window holds.</summary>
    public int Changes => _changes.Count;

    /// <summary>Notes a change.</summary>
    /// <returns>Whether the component is held from now on, or still.</returns>
    public bool Note(HealthState from, HealthState to, HealthOptions options)
    {
        long now = time.GetTimestamp();
        while (_changes.TryPeek(out long oldest) && (time.GetElapsedTime(oldest, now) >= options.FlapWindow || _changes.Count > options.FlapChanges))
            _ = _changes.Dequeue();
        if (_changes.Count == 0 && !Holds)
            _worst = HealthState.Healthy;
        _changes.Enqueue(now);
        _worst = (HealthState)Math.Min((int)_worst, Math.Min((int)from, (int)to));
        Holds |= _changes.Count > options.FlapChanges;
        return Holds;
    }

    /// <summary>The state that counts in place of <paramref name="state"/>.</summary>
    public HealthState Apply(HealthState state) => Holds && _worst < state ? _worst : state;

    /// <summary>Ends the hold, and forgets what led to it.</summary>
    public void End()
    {
        Holds = false;
        _changes.Clear();
        _worst = HealthState.Healthy;
    }
}
