using System.Diagnostics;
using System.Globalization;
using Prunella.Kernel;
using Prunella.Metrics;

namespace Prunella.Health;

/// <summary>Diagnoses from the series of a hub, the calls that were watched, the declared dependencies and the states of the components.</summary>
/// <param name="metrics">The series.</param>
/// <param name="health">Dependencies and states.</param>
/// <param name="options">How far back it looks, and who is behind which address; valid.</param>
/// <param name="own">The component of series that name none; null where these are of the machine that all components share.</param>
/// <param name="peers">More components behind addresses, besides those of the options.</param>
public sealed class LiveDiagnostician(
    IMetricsReader metrics, IHealthMonitor health, DiagnosisOptions options, ComponentName? own, IReadOnlyDictionary<string, string>? peers = null) : IDiagnostician
{
    // A trouble is seen a little after it has begun.
    private const int PointsBefore = 3;
    private static readonly TimeSpan UsualWindow = TimeSpan.FromMinutes(1);

    private readonly RootCauseAnalyzer _analyzer = new();
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public TimeSpan Settle => metrics.Period * options.TroublePoints;

    /// <inheritdoc/>
    /// <remarks>One at a time: the memory that it takes is bounded by <see cref="DiagnosisOptions.MaxSeries"/>.</remarks>
    public LiveDiagnosis Diagnose(DiagnosisQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        lock (_lock)
        {
            long start = Stopwatch.GetTimestamp();
            SystemHealth now = health.Current;
            (TimeWindow ordinary, TimeWindow trouble) = Windows(question);
            using var series = new LiveSeries(metrics, ordinary, trouble, own?.Value, PeerName, options.MaxSeries);
            HashSet<CallEdge> calls = [.. series.Calls, .. Declared(now)];
            string? component = question.Component?.Value;
            var input = new DiagnosisInput
            {
                Series = series.Series,
                Calls = [.. calls],
                Alarm = component is null ? null : new AlarmedSignal(component, AlarmOf(component, question.Seen, series.Series)),
            };
            Diagnosis answer = WithStates(Clear(_analyzer.Diagnose(input)), now, calls, component, OfStates(question, trouble));
            return new LiveDiagnosis(answer, trouble, series.Series.Count, calls.Count, Stopwatch.GetElapsedTime(start));
        }
    }

    // Without an alarm the analyzer tells of weak signs, too: nobody has said here that there is trouble at all.
    private static Diagnosis Clear(Diagnosis diagnosis) => diagnosis.Suspects is [{ Score: var most }, ..] && most < DiagnosisWeights.Default.LeastScore
        ? new Diagnosis([], string.Create(CultureInfo.InvariantCulture, $"No component is clearly off its ordinary course ({most:0.00}, of {DiagnosisWeights.Default.LeastScore:0.00} that are needed): nothing is wrong."))
        : diagnosis;

    private static Diagnosis WithStates(Diagnosis byNumbers, SystemHealth now, HashSet<CallEdge> calls, string? component, TimeWindow trouble)
    {
        var graph = new CallGraph();
        foreach (ComponentName name in now.Components.Keys)
            _ = graph.Number(name.Value);
        foreach (CallEdge call in calls)
            graph.Add(call);
        bool[]? reached = component is not null && graph.Find(component) is { } start ? graph.ReachedFrom(start) : null;
        return StateSigns.Apply(byNumbers, now, reached, graph, trouble);
    }

    private static IEnumerable<CallEdge> Declared(SystemHealth health) => health.Components.Values.SelectMany(static one =>
        one.Description.Requires.Concat(one.Description.Uses).Select(other => new CallEdge(one.Description.Name.Value, other.Value)));

    // The alarm of a watched series begins with the series' name.
    private static string? AlarmOf(string component, string? seen, IReadOnlyList<DiagnosisSeries> series) => seen is null ? null : series
        .Where(one => one.Component == component && seen.StartsWith(one.Metric.TrimEnd('}'), StringComparison.Ordinal))
        .MaxBy(static one => one.Metric.Length)?.Metric;

    // In whole periods, so that each point has its place.
    private (TimeWindow Ordinary, TimeWindow Trouble) Windows(DiagnosisQuestion question)
    {
        TimeSpan period = metrics.Period;
        DateTimeOffset end = Whole(question.Until is { } until && until < metrics.Now ? until : metrics.Now, period);
        DateTimeOffset begin = Whole(question.Since ?? end - UsualWindow, period) - period * PointsBefore;
        // Long troubles are judged by their beginning: there the cause comes before its consequences.
        long points = Math.Clamp((end - begin) / period is var length && length >= 1 ? (long)length : PointsBefore, 1, options.OrdinaryPoints);
        if (begin >= end)
            begin = end - period * points;
        return (new TimeWindow(begin - period * options.OrdinaryPoints, begin), new TimeWindow(begin, begin + period * points));
    }

    // States are known at once, while the last period of the series is not yet whole: what failed since then counts, too.
    private TimeWindow OfStates(DiagnosisQuestion question, TimeWindow trouble)
    {
        DateTimeOffset until = question.Until ?? DateTimeOffset.MaxValue;
        bool tillTheEnd = trouble.To + metrics.Period > (until < metrics.Now ? until : metrics.Now);
        return tillTheEnd && until > trouble.To ? new TimeWindow(trouble.From, until) : trouble;
    }

    private static DateTimeOffset Whole(DateTimeOffset time, TimeSpan period) => new(time.UtcTicks - time.UtcTicks % period.Ticks, TimeSpan.Zero);

    private string PeerName(string address) =>
        options.Peers.TryGetValue(address, out string? name) || peers?.TryGetValue(address, out name) == true ? name : address;
}
