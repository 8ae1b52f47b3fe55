using System.Collections.Immutable;
using System.Text;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Otlp;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.SpanFiles;
using Prunella.Telemetry.Spans;
using Prunella.Telemetry.Watching;

namespace Prunella.Telemetry.Live;

/// <summary>Takes telemetry in as it comes and compares the newest window with ordinary time before. Is told what time it is; not thread-safe.</summary>
internal sealed class LiveObserver : ILogSink
{
    private const int MostTexts = 8_192, MostProcesses = 128, MostName = 200, MostErrors = 50;
    private const long EnoughTraces = 40, EnoughRecords = 200, SomeTraces = 10, SomeRecords = 20;
    private readonly LiveAnalysisOptions _options;
    private readonly AnomalyDetectors _detectors;
    private readonly DetectorOptions _budget;
    private readonly FindingLedger _ledger;
    private readonly FaultWatch _watch;
    private readonly LiveTraces _traces;
    private readonly LiveReadings _readings;
    private readonly Generations<SpanCollector> _collectors;
    private readonly Dictionary<string, LiveLog> _logs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LiveLines> _lines = new(StringComparer.Ordinal);
    private readonly List<Finding> _sure = [];
    private (PeriodProfile Before, PeriodProfile After)? _ofLogs, _ofTraces;
    private DateTimeOffset _now, _begun, _ordinaryUntil;
    private DateTimeOffset? _graveSince;
    private bool _isHeld;
    private long _spans, _lineCount, _leftOut;

    public LiveObserver(LiveAnalysisOptions options)
    {
        _options = options;
        _budget = new DetectorOptions { FalseAlarms = options.FalseAlarms };
        _detectors = new AnomalyDetectors(_budget);
        _ledger = new FindingLedger(options.LooksToTell, options.LooksToEnd);
        _watch = new FaultWatch(options.Watch);
        _traces = new LiveTraces(options);
        _readings = new LiveReadings(reading => _watch.Observe(reading));
        _collectors = new Generations<SpanCollector>(() => new SpanCollector(Take) { MostTexts = MostTexts }, options.Baseline);
    }

    /// <summary>What was told and is not over.</summary>
    public ImmutableArray<LiveFinding> Findings => _ledger.Open;

    /// <summary>What is over, the newest first.</summary>
    public ImmutableArray<LiveFinding> Ended => _ledger.Ended;

    public void Take(OtlpBatch batch, DateTimeOffset now)
    {
        At(now);
        batch.Read(_collectors.Current, this, _readings);
    }

    /// <summary>Takes a line of output in.</summary>
    /// <param name="service">Whose log it belongs to.</param>
    /// <param name="process">Which of its processes wrote it.</param>
    /// <param name="text">The line.</param>
    /// <param name="now">When it came.</param>
    public void Take(string service, string process, string text, DateTimeOffset now)
    {
        At(now);
        _lineCount++;
        if (LogOf(service) is not { } log)
            return;
        if (now - log.Exported < _options.Window)
            return; // the same records come by OTLP, and tell more there
        if (!_lines.TryGetValue(process, out LiveLines? lines))
        {
            if (_lines.Count >= MostProcesses)
            {
                _leftOut++;
                return;
            }

            _lines.Add(process, lines = new LiveLines(log));
        }

        lines.Add(text, now);
    }

    void ILogSink.Accept(in LogRecord record)
    {
        string service = record.Service.IsEmpty ? "unknown" : Encoding.UTF8.GetString(record.Service[..Math.Min(record.Service.Length, MostName)]);
        if (LogOf(service) is not { } log)
            return;
        log.Exported = _now;
        log.Accept(record);
    }

    /// <summary>Says what time it is, some times within a period: what is whole by now is taken in.</summary>
    public void Advance(DateTimeOffset now)
    {
        At(now);
        foreach (LiveLines lines in _lines.Values)
            lines.Rest(now);
        foreach (Trace trace in _traces.Advance(now, _options.Window, learns: !_isHeld))
            _watch.Observe(trace);
        _sure.AddRange(_watch.Advance(now));
    }

    /// <summary>Compares.</summary>
    /// <returns>What is told now, and what is over now.</returns>
    public IReadOnlyList<LiveFinding> Look(DateTimeOffset now)
    {
        Advance(now);
        foreach (LiveLog log in _logs.Values)
            log.Turn(now);
        Hold(now);
        var found = new List<Finding>();
        _ofTraces = EnoughOf(_traces.Baseline(), _traces.Newest());
        if (_ofTraces is var (traces, newest))
            found.AddRange(_detectors.Detect(new DetectorInput(newest, traces, Declarations.None)));
        List<(PeriodProfile Before, PeriodProfile After)> logs = [.. _logs.Values.Select(log => log.Between(_ordinaryUntil, now - _options.Window, now)).OfType<(PeriodProfile, PeriodProfile)>()];
        _ofLogs = logs.Count == 0 ? null : EnoughOf(ProfileUnion.Of([.. logs.Select(static pair => pair.Before)]), ProfileUnion.Of([.. logs.Select(static pair => pair.After)]));
        if (_ofLogs is var (records, latest))
            found.AddRange(RecordFindings.Judge(latest, records, _budget));
        IReadOnlyList<LiveFinding> news = _ledger.Take(found, _sure, now);
        _sure.Clear();
        return news;
    }

    /// <summary>What the last look shows.</summary>
    public LivePicture Show(DateTimeOffset now) => _traces.Show(new LivePicture
    {
        At = now,
        Since = _begun == default ? now : _begun,
        CanJudge = _ofTraces is not null || _ofLogs is not null,
        Counts = new LiveCounts(_spans, _logs.Values.Sum(static log => log.Records), _readings.Points, _lineCount, 0, _leftOut + _traces.LeftOut),
        Findings = _ledger.Open,
        Ended = _ledger.Ended,
        Errors = [.. Errors()],
        Coverage = [.. Coverage()],
    });

    private void At(DateTimeOffset now)
    {
        _now = now;
        if (_begun == default)
            _begun = now;
        _collectors.Turn(now);
    }

    private void Take(Span span)
    {
        _spans++;
        _traces.Add(span, _now);
    }

    private LiveLog? LogOf(string service)
    {
        if (!_logs.TryGetValue(service, out LiveLog? log))
        {
            if (_logs.Count >= _options.MaxServices)
            {
                _leftOut++;
                return null;
            }

            _logs.Add(service, log = new LiveLog(service, _options));
        }

        log.Turn(_now);
        return log;
    }

    // While something grave goes on, ordinary time ends before it: trouble is no measure for trouble. What lasts is ordinary in the end.
    private void Hold(DateTimeOffset now)
    {
        _graveSince = _ledger.HasGrave ? _graveSince ?? now : null;
        _isHeld = _graveSince is { } since && now - since <= _options.Patience;
        if (!_isHeld)
            _ordinaryUntil = now - _options.Window;
    }

    private (PeriodProfile Before, PeriodProfile After)? EnoughOf(PeriodProfile before, PeriodProfile after)
    {
        bool isLong = before.When is { } when && when.To - when.From >= _options.Window;
        bool hasMuch = before.Traces >= EnoughTraces || before.Records >= EnoughRecords, hasSome = after.Traces >= SomeTraces || after.Records >= SomeRecords;
        return isLong && hasMuch && hasSome ? (before, after) : null;
    }

    private IEnumerable<LiveError> Errors()
    {
        if (_ofLogs is not var (before, after))
            return [];
        return after.Errors.Keys.Union(before.Errors.Keys).Select(name =>
        {
            RecordProfile known = after.Errors.GetValueOrDefault(name) ?? before.Errors[name];
            return new LiveError(known.Service, known.Template, after.Errors.GetValueOrDefault(name)?.Count ?? 0, before.Errors.GetValueOrDefault(name)?.Count ?? 0, known.Example);
        }).OrderByDescending(static error => error.Now).ThenByDescending(static error => error.Before).ThenBy(static error => error.Template, StringComparer.Ordinal).Take(MostErrors);
    }

    private IEnumerable<LiveCoverage> Coverage()
    {
        ILookup<string, OperationKey> Keys(Func<PeriodProfile, IEnumerable<OperationKey>> of, PeriodProfile?[] profiles) =>
            profiles.OfType<PeriodProfile>().SelectMany(of).Distinct().ToLookup(static key => key.Service, StringComparer.Ordinal);

        ILookup<string, OperationKey> operations = Keys(static one => one.Operations.Keys, [_ofTraces?.Before, _ofTraces?.After]), operationsNow = Keys(static one => one.Operations.Keys, [_ofTraces?.After]);
        ILookup<string, OperationKey> statements = Keys(static one => one.Templates.Keys, [_ofLogs?.Before, _ofLogs?.After]), statementsNow = Keys(static one => one.Templates.Keys, [_ofLogs?.After]);
        return operations.Select(static group => group.Key).Union(statements.Select(static group => group.Key), StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(service => new LiveCoverage(service, operations[service].Count(), operationsNow[service].Count(), statements[service].Count(), statementsNow[service].Count()));
    }
}
