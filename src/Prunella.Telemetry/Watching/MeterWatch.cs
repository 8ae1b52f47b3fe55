using Prunella.Health;
using Prunella.Telemetry.Findings;

namespace Prunella.Telemetry.Watching;

/// <summary>Watches readings of metrics: processor time that rises far, calls that are no longer passed on.</summary>
internal sealed class MeterWatch
{
    /// <summary>The unit by which signs of meters are known.</summary>
    public const string Unit = "{reading}";

    private const int MostSeries = 20_000;
    private const double LeastRise = 3, LeastDeviations = 6, LeastPassedOn = 5, LeastShare = 0.2;
    private static readonly string[] CallWords = ["ops", "request", "calls", "rps", "qps"];
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(15);
    private readonly Dictionary<(string Service, string Metric), MeterHistory> _series = [];
    private readonly Dictionary<(string Caller, string Callee), PassOnHistory> _passedOn = [];
    private readonly Dictionary<string, Reading> _calls = new(StringComparer.Ordinal);
    private ILookup<string, string> _callers = Array.Empty<string>().ToLookup(static name => name), _callees = Array.Empty<string>().ToLookup(static name => name);

    /// <summary>How long a rise that a reading of a minute shows must have lasted at least: shorter, it would not lift the mean of the minute so far.</summary>
    public TimeSpan Interval { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Takes in who calls whom.</summary>
    public void Learn(IReadOnlyCollection<(string Caller, string Callee)> calls)
    {
        _callers = calls.ToLookup(static call => call.Callee, static call => call.Caller);
        _callees = calls.ToLookup(static call => call.Caller, static call => call.Callee);
    }

    public IEnumerable<Sign> Observe(Reading reading)
    {
        if (!double.IsFinite(reading.Value) || reading.Value < 0)
            return [];
        if (CallWords.Any(word => reading.Metric.Contains(word, StringComparison.OrdinalIgnoreCase)))
            return PassedOn(reading);
        return SignalNaming.KindOf(reading.Metric) == SignalKind.Internal && reading.Metric.Contains("cpu", StringComparison.OrdinalIgnoreCase) && Rise(reading) is { } sign
            ? [sign]
            : [];
    }

    private Sign? Rise(Reading reading)
    {
        if (!_series.TryGetValue((reading.Service, reading.Metric), out MeterHistory? history))
        {
            if (_series.Count >= MostSeries)
                return null;
            _series.Add((reading.Service, reading.Metric), history = new MeterHistory());
        }

        if (history.TryCompare(reading.Value, out double deviations, out double usual) && deviations >= LeastDeviations && reading.Value >= LeastRise * usual && reading.Value >= Busiest(reading.Metric))
            return new Sign(reading.Service, FindingClass.Performance, deviations, reading.Metric, new NumberEvidence(reading.Metric, usual, reading.Value, Unit));
        history.Add(reading.Value);
        return null;
    }

    // Ten times nothing is nothing: who is in trouble is as busy as the busiest ordinarily is.
    private double Busiest(string metric)
    {
        double most = 0;
        foreach (((_, string name), MeterHistory history) in _series)
        {
            if (name == metric && history.Usual > most)
                most = history.Usual;
        }

        return most;
    }

    // Only of services that one other alone calls: what many call may have got less from any of them.
    private List<Sign> PassedOn(Reading reading)
    {
        if (_calls.Count < MostSeries || _calls.ContainsKey(reading.Service))
            _calls[reading.Service] = reading;
        var signs = new List<Sign>();
        foreach ((string caller, string callee) in _callers[reading.Service].Select(caller => (caller, reading.Service)).Concat(_callees[reading.Service].Select(callee => (reading.Service, callee))))
        {
            if (_callers[callee].Count() != 1 || !_calls.TryGetValue(caller, out Reading got) || !_calls.TryGetValue(callee, out Reading made)
                || got.Metric != made.Metric || (got.Time - made.Time).Duration() > Together)
            {
                continue;
            }

            if (!_passedOn.TryGetValue((caller, callee), out PassOnHistory? history))
                _passedOn.Add((caller, callee), history = new PassOnHistory());
            double seconds = 60;
            if (history.TryCompare(got.Value * seconds, made.Value * seconds, out double deviations) && deviations >= LeastPassedOn && made.Value < LeastShare * history.Ratio * got.Value)
            {
                signs.Add(new Sign(caller, FindingClass.Behaviour, deviations, callee,
                    new NumberEvidence($"calls to {callee} for each to {caller}", history.Ratio, got.Value > 0 ? made.Value / got.Value : 0, Unit)));
            }
            else
            {
                history.Add(got.Value * seconds, made.Value * seconds);
            }
        }

        return signs;
    }
}
