using Prunella.Health;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Watching;

/// <summary>Watches readings of metrics: processor time and answer times that rise far, calls that are no longer passed on.</summary>
internal sealed class MeterWatch
{
    /// <summary>The unit by which signs of meters are known.</summary>
    public const string Unit = "{reading}";

    private const int MostSeries = 20_000;
    private const double LeastRise = 3;
    private readonly Dictionary<(string Service, string Metric), MeterHistory> _series = [];
    private readonly HashSet<(string Caller, string Callee)> _calls = [];

    /// <summary>The time that a reading stands for.</summary>
    public TimeSpan Interval { get; } = TimeSpan.FromMinutes(1);

    public void Learn(IEnumerable<(string Caller, string Callee)> calls) => _calls.UnionWith(calls);

    public IEnumerable<Sign> Observe(Reading reading)
    {
        if (!double.IsFinite(reading.Value))
            yield break;
        if (!_series.TryGetValue((reading.Service, reading.Metric), out MeterHistory? history))
        {
            if (_series.Count >= MostSeries)
                yield break;
            _series.Add((reading.Service, reading.Metric), history = new MeterHistory());
        }

        SignalKind kind = SignalNaming.KindOf(reading.Metric);
        bool counts = kind == SignalKind.Latency || kind == SignalKind.Internal && reading.Metric.Contains("cpu", StringComparison.OrdinalIgnoreCase);
        bool compared = history.TryCompare(reading.Value, out double deviations, out double usual);
        if (counts && compared && deviations >= 8 && reading.Value >= LeastRise * usual)
            yield return new Sign(reading.Service, FindingClass.Performance, deviations, reading.Metric, new NumberEvidence(reading.Metric, usual, reading.Value, Unit));
        else
            history.Add(reading.Value);
    }
}
