using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>One series under watch.</summary>
internal sealed class WatchedSeries(SeriesRule rule, ComponentName component, string name, string unit, SeriesDetector detector)
{
    public ComponentName Component => component;

    /// <summary>The key under which what was learned is kept.</summary>
    public string Key => KeyOf(name);

    /// <summary>What was learned; empty while learning.</summary>
    public byte[] Learned => detector.Save();

    public static string KeyOf(string name) => "series/" + name;

    /// <summary>Its state, healthy where what is unusual does not matter.</summary>
    public HealthState State { get; private set; } = HealthState.Healthy;

    public string Reason { get; private set; } = string.Empty;

    public void Take(in SeriesPoint point)
    {
        if (point.State == PointState.Reset)
        {
            _ = detector.ObserveReset();
            return;
        }

        Detection seen = detector.Observe(point.Time, point.Value);
        if (!point.HasValue)
            return;
        State = Math.Abs(point.Value) >= rule.Least ? seen.State : HealthState.Healthy;
        if (State != HealthState.Healthy)
            Reason = FormattableString.Invariant($"{name} is {point.Value:G4}{(unit.Length > 0 ? " " + unit : string.Empty)}, unlike before");
    }
}
