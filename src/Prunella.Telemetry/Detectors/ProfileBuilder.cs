using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Prunella.Metrics;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Detectors;

/// <summary>Takes traces and records of one period in, and makes its profile. Bounded; not thread-safe.</summary>
public sealed class ProfileBuilder
{
    /// <summary>Most different things of one kind that are kept; further ones are counted in <see cref="PeriodProfile.LeftOut"/>.</summary>
    public const int MaxThings = 20_000;

    private const int MostText = 400, MostOpenTraces = 20_000;
    private static readonly string[] FromNames = ["from", "state.from", "old", "oldstate", "fromstate", "previous"], ToNames = ["to", "state.to", "new", "newstate", "tostate", "next"];
    private readonly Dictionary<OperationKey, OperationTally> _operations = [];
    private readonly Dictionary<(string, string), CallTally> _calls = [];
    private readonly Dictionary<(string Address, string Service), long> _answering = [];
    private readonly RouteTally _routes = new(), _unrouted = new();
    private readonly Dictionary<string, HashSet<string>> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<OperationKey, RecordProfile> _templates = [];
    private readonly Dictionary<string, RecordProfile> _errors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BurstTally> _bursts = new(StringComparer.Ordinal);
    private readonly Dictionary<StateChange, TransitionProfile> _transitions = [];
    private readonly Dictionary<(OperationKey, string), ValueProfile> _values = [];
    private readonly Dictionary<string, long> _order = new(StringComparer.Ordinal);
    private readonly Dictionary<TraceId, string> _lastOf = [];
    private readonly Func<LogEvent, string?>? _fingerprint;
    private DateTimeOffset _first = DateTimeOffset.MaxValue, _last = DateTimeOffset.MinValue;
    private long _traces, _records, _leftOut;

    /// <param name="fingerprint">
    /// Gives an error the fingerprint by which it is grouped, for records that bring none; null, or a null answer, to group by service and template.
    /// </param>
    public ProfileBuilder(Func<LogEvent, string?>? fingerprint = null) => _fingerprint = fingerprint;

    /// <summary>Most different things of one kind that this one keeps.</summary>
    internal int Most { get; init; } = MaxThings;

    /// <summary>Takes in a whole trace.</summary>
    public void Add(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        _traces++;
        ILookup<int, int> parts = Enumerable.Range(0, trace.Spans.Length).ToLookup(i => trace.Parents[i]);
        for (int i = 0; i < trace.Spans.Length; i++)
        {
            Span span = trace.Spans[i];
            SeenAt(span.StartTime);
            bool asksOthers = parts[i].Any(part => trace.Spans[part].Service != span.Service);
            if (At(_operations, new OperationKey(span.Service, span.Operation)) is { } operation)
                operation.Add(span, trace.SelfTime[i], [.. parts[i].OrderBy(part => trace.Spans[part].Start).ThenBy(part => trace.Spans[part].End).Select(part => StepOf(span, trace.Spans[part]))], span.IsError && !parts[i].Any(part => trace.Spans[part].IsError), asksOthers || span.Kind == SpanKind.Client && !Peer.IsDatabase(span));
            if (trace.Parents[i] is >= 0 and var parent && trace.Spans[parent].Service != span.Service && At(_calls, (trace.Spans[parent].Service, span.Service)) is { } call)
            {
                call.Add(trace.Spans[parent], span);
                if (Peer.AddressOf(trace.Spans[parent]) is { } address && (_answering.ContainsKey((address, span.Service)) || !IsFull(_answering.Count)))
                    CollectionsMarshal.GetValueRefOrAddDefault(_answering, (address, span.Service), out _)++;
            }

            if (span.Kind == SpanKind.Client && !asksOthers && Peer.Of(span) is { } peer)
                At(_calls, (span.Service, peer))?.Add(span, null, isTimed: !Peer.IsDatabase(span));
            if (span.Version is { } version)
                At(_versions, span.Service)?.Add(version);
            AddRoute(span);
            if ((span.Attribute("state.from"), span.Attribute("state.to")) is ({ } from, { } to))
                AddTransition(new StateChange(span.Operation, from, to), span.Service, EvidenceOf(span));
        }
    }

    /// <summary>Takes in a record of a log.</summary>
    public void Add(LogEvent record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _records++;
        SeenAt(record.Time);
        var evidence = new RecordEvidence(record.Source, record.Line, record.Time, record.Text.Length > MostText ? record.Text[..MostText] : record.Text);
        var statement = new OperationKey(record.Service, record.Template);
        Count(_templates, statement, record, evidence);
        if (record.Level is LogLevel.Error or LogLevel.Critical)
            AddError(record, evidence);
        if (!record.Trace.IsNone)
            AddOrder(record);
        AddValues(record, statement, evidence);
    }

    /// <summary>The profile of what was taken in. The builder may go on after it.</summary>
    public PeriodProfile Build() => new()
    {
        When = _last < _first ? null : new TimeWindow(_first, _last),
        Traces = _traces,
        Records = _records,
        Operations = _operations.ToImmutableDictionary(static pair => pair.Key, static pair => pair.Value.Build()),
        Calls = _calls.ToImmutableDictionary(static pair => pair.Key, static pair => pair.Value.Build()),
        Addresses = _answering.GroupBy(static pair => pair.Key.Address, StringComparer.Ordinal).ToImmutableDictionary(static group => group.Key, static group => group.MaxBy(static pair => pair.Value).Key.Service),
        Routes = _routes.Build(),
        Unrouted = _unrouted.Build(),
        Versions = _versions.ToImmutableDictionary(static pair => pair.Key, static pair => pair.Value.ToImmutableHashSet()),
        Templates = _templates.ToImmutableDictionary(),
        Errors = _errors.ToImmutableDictionary(static pair => pair.Key, pair => _bursts.TryGetValue(pair.Key, out BurstTally? bursts) && _last > _first
            ? pair.Value with { Burstiness = bursts.Over(_last - _first) }
            : pair.Value),
        RecordOrder = _order.ToImmutableDictionary(),
        Transitions = _transitions.ToImmutableDictionary(),
        Values = _values.ToImmutableDictionary(),
        LeftOut = _leftOut + _routes.LeftOut + _unrouted.LeftOut,
    };

    /// <summary>A span as evidence.</summary>
    internal static SpanEvidence EvidenceOf(Span span) =>
        new(span.Trace.ToString(), span.Id.ToString(), span.Service, span.Operation, span.StartTime, TimeSpan.FromTicks(span.Duration / 100));

    private static string StepOf(Span span, Span part) => part.Service == span.Service ? part.Operation : $"{part.Service}: {part.Operation}";

    private void SeenAt(DateTimeOffset time)
    {
        if (time == default)
            return;
        _first = time < _first ? time : _first;
        _last = time > _last ? time : _last;
    }

    private void AddError(LogEvent record, RecordEvidence evidence)
    {
        string fingerprint = record.Fingerprint ?? _fingerprint?.Invoke(record) ?? $"{record.Service}|{record.Template}";
        Count(_errors, fingerprint, record, evidence);
        At(_bursts, fingerprint)?.Add(record.Time);
    }

    private void AddRoute(Span span)
    {
        if (span.Kind is SpanKind.Client)
            return;
        if (span.Attribute("http.route") is { } route)
            _routes.Add(span, route);
        else if (span.Kind is SpanKind.Server && span.Attribute("url.path") is { } path)
            _unrouted.Add(span, RouteTally.Blurred(path));
    }

    private void AddTransition(StateChange change, string service, Evidence evidence)
    {
        if (_transitions.TryGetValue(change, out TransitionProfile? known))
            _transitions[change] = known with { Count = known.Count + 1 };
        else if (!IsFull(_transitions.Count))
            _transitions.Add(change, new TransitionProfile(1, service, evidence));
    }

    private void AddOrder(LogEvent record)
    {
        if (_lastOf.TryGetValue(record.Trace, out string? last))
        {
            string pair = $"{last} → {record.Template}";
            if (_order.TryGetValue(pair, out long count))
                _order[pair] = count + 1;
            else if (!IsFull(_order.Count))
                _order.Add(pair, 1);
        }
        else if (_lastOf.Count >= MostOpenTraces)
        {
            _lastOf.Clear(); // an order across so many traces is lost; nothing false is counted
        }

        _lastOf[record.Trace] = record.Template;
    }

    private void AddValues(LogEvent record, OperationKey statement, RecordEvidence evidence)
    {
        string? from = null, to = null;
        foreach ((string name, string text) in record.Values)
        {
            if (FromNames.Contains(name, StringComparer.OrdinalIgnoreCase))
                from = text;
            else if (ToNames.Contains(name, StringComparer.OrdinalIgnoreCase))
                to = text;
            else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
                AddValue((statement, name), value, evidence);
        }

        if (from is not null && to is not null)
            AddTransition(new StateChange(record.Template, from, to), record.Service, evidence);
    }

    private void AddValue((OperationKey, string) key, double value, RecordEvidence evidence)
    {
        if (!_values.TryGetValue(key, out ValueProfile? known))
        {
            if (!IsFull(_values.Count))
                _values.Add(key, new ValueProfile(1, value, value, value < 0 ? 1 : 0, evidence));
            return;
        }

        _values[key] = known with
        {
            Count = known.Count + 1,
            Lowest = Math.Min(known.Lowest, value),
            Highest = Math.Max(known.Highest, value),
            Negative = known.Negative + (value < 0 ? 1 : 0),
            OfLowest = value < known.Lowest ? evidence : known.OfLowest,
        };
    }

    private void Count<T>(Dictionary<T, RecordProfile> all, T key, LogEvent record, RecordEvidence evidence)
        where T : notnull
    {
        if (all.TryGetValue(key, out RecordProfile? known))
            all[key] = known with { Count = known.Count + 1, Level = record.Level != LogLevel.None && record.Level > known.Level ? record.Level : known.Level };
        else if (!IsFull(all.Count))
            all.Add(key, new RecordProfile(1, record.Level, record.Service, record.Template, evidence));
    }

    private TValue? At<TKey, TValue>(Dictionary<TKey, TValue> all, TKey key)
        where TKey : notnull
        where TValue : class, new()
    {
        if (all.TryGetValue(key, out TValue? known))
            return known;
        if (IsFull(all.Count))
            return null;
        var made = new TValue();
        all.Add(key, made);
        return made;
    }

    private bool IsFull(int count)
    {
        if (count < Most)
            return false;
        _leftOut++;
        return true;
    }
}
