using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>What outlives a single incident of a component: its budget, its restarts, and how many tries its streak of trouble took.</summary>
internal sealed class ComponentLedger(RecoveryOptions options, TimeProvider time)
{
    private bool _open;
    private long? _closedAt;

    public TokenBucket Budget { get; } = new(options.ComponentBudget, options.BudgetPeriod, time);

    public RestartIntensity Intensity { get; } = new(options.IntensityLimit, options.IntensityWindow, time);

    /// <summary>Tries since the trouble began, over relapses; the backoff grows with it.</summary>
    public int Tries { get; set; }

    /// <summary>Whether forgetting it changes nothing.</summary>
    public bool IsBlank => Budget.Left == Budget.Capacity && !Intensity.Reached && IsOver;

    private bool IsOver => !_open && (_closedAt is not { } closed || time.GetElapsedTime(closed) > options.RelapseWindow);

    /// <summary>An incident begins: trouble long after the last is new trouble.</summary>
    public void Opened()
    {
        if (IsOver)
            Tries = 0;
        _open = true;
    }

    public void Closed()
    {
        _open = false;
        _closedAt = time.GetTimestamp();
    }
}
