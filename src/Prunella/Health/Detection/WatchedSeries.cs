using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>One series under watch.</summary>
internal sealed class WatchedSeries(SeriesRule rule, ComponentName component, string name, string unit, DetectorOptions options)
{
    private readonly SeriesDetector _detector = new(options);

    public ComponentName Component => component;

    /// <summary>Its state, healthy where what is unusual does not matter.</summary>
    public HealthState State { get; private set; } = HealthState.Healthy;

    public string Reason { get; private set; } = string.Empty;

    public void Take(in SeriesPoint point)
    {
        if (point.State == PointState.Reset)
        {
            _ = _detector.ObserveReset();
            return;
        }

        Detection seen = _detector.Observe(point.Time, point.Value);
        if (!point.HasValue)
            return;
        State = Math.Abs(point.Value) >= rule.Least ? seen.State : HealthState.Healthy;
        if (State != HealthState.Healthy)
            Reason = FormattableString.Invariant($"{name} is {point.Value:G4}{(unit.Length > 0 ? " " + unit : string.Empty)}, unlike before");
    }
}
