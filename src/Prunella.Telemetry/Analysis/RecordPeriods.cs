using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Prunella.Metrics;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>Makes the profiles that the detectors compare, of what was counted by steps of time: no record need be kept.</summary>
internal sealed class RecordPeriods(LogTally tally, TemplateCatalog catalog, RecordPlaces places, ErrorNames errors)
{
    private const int EnoughRecords = 200, EnoughSteps = 4, MostTemplates = 5000;

    private readonly CaseStep[][] _courses = [.. tally.Cases.Courses(2)];
    private readonly List<Statement> _statements = StatementsOf(tally, catalog);

    /// <summary>The first half of the records and the second; null where there are too few, or they have no times.</summary>
    public (PeriodProfile Before, PeriodProfile After)? Halves()
    {
        (int first, int last) = tally.Axis.Used;
        long[] records = [.. Enumerable.Range(first, last - first + 1).Select(step => tally.Shapes.Sum(shape => (long)shape.Times[step]))];
        long all = records.Sum(), before = 0;
        int split = first;
        while (all > 0 && before < all / 2)
            before += records[split++ - first];
        int least = Math.Min(split - first, last + 1 - split);
        if (all < EnoughRecords || least < EnoughSteps || Math.Min(before, all - before) < all / 4)
            return null;
        return (Of(new StepRange(first, split, least, IsSteady: true)), Of(new StepRange(split, last + 1, least, IsSteady: false)));
    }

    /// <summary>An ordinary period and the newest; null where one of both has too few steps.</summary>
    /// <param name="until">Where the ordinary one ends; it begins with the first record.</param>
    /// <param name="from">Where the newest begins.</param>
    /// <param name="now">Where it ends.</param>
    public (PeriodProfile Before, PeriodProfile After)? Between(DateTimeOffset until, DateTimeOffset from, DateTimeOffset now)
    {
        (int first, _) = tally.Axis.Used;
        int split = Math.Clamp(StepOf(until), first, TimeAxis.Slots), begin = Math.Clamp(StepOf(from), split, TimeAxis.Slots), end = Math.Clamp(StepOf(now) + 1, begin, TimeAxis.Slots);
        int least = Math.Min(split - first, end - begin);
        return tally.Records == 0 || least < EnoughSteps ? null : (Of(new StepRange(first, split, least, IsSteady: true)), Of(new StepRange(begin, end, least, IsSteady: false)));
    }

    /// <summary>All of them, with those that have no time.</summary>
    public PeriodProfile Whole()
    {
        (int first, int last) = tally.Axis.Used;
        return Of(new StepRange(first, last + 1, TimeAxis.Slots, IsSteady: false) { IsWhole = true });
    }

    private PeriodProfile Of(StepRange range)
    {
        var statements = new Dictionary<OperationKey, RecordProfile>();
        var operations = new Dictionary<OperationKey, OperationProfile>();
        var values = new Dictionary<(OperationKey, string), ValueProfile>();
        foreach (Statement one in _statements)
        {
            long count = one.Shapes.Sum(range.CountOf);
            if (count == 0)
                continue;
            RecordEvidence example = places.Evidence(one.First.Order, one.First.Last > 0 ? one.First.First : 0, one.First.Example);
            statements.Add(one.Key, new RecordProfile(count, one.Level, one.Key.Service, one.Key.Operation, example) { Occasions = range.OccasionsOf(one.Shapes) });
            if (OperationProfiles.Of(one.Shapes, range, StepSeconds, FirstSecond, example) is { } operation)
                operations.Add(one.Key, operation);
            foreach ((string name, ValueProfile value) in Values(one, range, example))
                values[(one.Key, name)] = value;
        }

        return new PeriodProfile
        {
            When = range.First < range.End ? new TimeWindow(TimeOf(range.First), TimeOf(range.End)) : null,
            Traces = 0,
            Records = statements.Values.Sum(static statement => statement.Count),
            Templates = statements.ToImmutableDictionary(),
            Errors = Errors(range),
            Operations = operations.ToImmutableDictionary(),
            Values = values.ToImmutableDictionary(),
            Transitions = Transitions(range),
            RecordOrder = Order(range),
        };
    }

    private long StepSeconds => tally.Axis.Width / TimeSpan.TicksPerSecond;

    private long FirstSecond => tally.Axis.Base * StepSeconds - DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerSecond;

    private DateTimeOffset TimeOf(int step) => new((tally.Axis.Base + step) * tally.Axis.Width, TimeSpan.Zero);

    private int StepOf(DateTimeOffset time) => (int)Math.Clamp(time.UtcTicks / tally.Axis.Width - tally.Axis.Base, -1, TimeAxis.Slots);

    private static List<Statement> StatementsOf(LogTally tally, TemplateCatalog catalog) =>
    [
        .. tally.Shapes.Where(static shape => shape.Levels.Sum() > 0).GroupBy(shape => NameOf(shape, catalog), StringComparer.Ordinal)
            .Select(group => new Statement(group.Key, [.. group.OrderBy(static shape => shape.Order)], tally)).OrderByDescending(static one => one.Count).ThenBy(static one => one.Key.Operation, StringComparer.Ordinal).Take(MostTemplates),
    ];

    // What tells a change of state is one statement, whichever the states are.
    private static string NameOf(ShapeTally shape, TemplateCatalog catalog) => shape.States?.Kind ?? catalog[shape.Key].Text;

    private IEnumerable<(string Name, ValueProfile Value)> Values(Statement one, StepRange range, RecordEvidence example) =>
        one.Shapes.SelectMany(static shape => shape.Numbers).GroupBy(static number => number.Name, StringComparer.Ordinal).Select(group =>
        {
            long count = group.Sum(number => range.Sum(number.Times)), below = group.Sum(static number => number.Negative?.Count ?? 0), negative = group.Sum(number => number.Negative is { } some ? range.Sum(some.Times) : 0);
            Occurrences? first = group.Select(static number => number.Negative).OfType<Occurrences>().MinBy(static some => some.Order);
            bool hasNegative = negative > 0 && below > 0;
            return (group.Key, new ValueProfile(count, hasNegative ? group.Min(static number => number.Lowest) : group.Min(static number => number.LowestUsual), group.Max(static number => number.Highest), negative,
                hasNegative && first is not null ? places.Evidence(first.Order, first.Ticks, first.Example) : example));
        }).Where(static pair => pair.Item2.Count > 0);

    private ImmutableDictionary<string, RecordProfile> Errors(StepRange range)
    {
        var all = new Dictionary<string, (Statement Main, List<Occurrences> Errors)>(StringComparer.Ordinal);
        foreach (Statement one in _statements)
        {
            foreach (Occurrences error in one.Shapes.SelectMany(static shape => shape.Errors?.Errors ?? []))
            {
                string name = errors.Of(one.Key.Service, catalog[one.First.Key].Text, error);
                if (!all.TryGetValue(name, out (Statement Main, List<Occurrences> Errors) known))
                    all.Add(name, known = (one, []));
                known.Errors.Add(error);
            }
        }

        return all.Select(pair =>
        {
            (Statement main, List<Occurrences> told) = pair.Value;
            long count = told.Sum(error => range.IsWhole ? error.Count : range.Sum(error.Times));
            Occurrences first = told.Where(error => range.IsWhole || range.Sum(error.Times) > 0).MinBy(static error => error.Order) ?? told[0];
            return KeyValuePair.Create(pair.Key, new RecordProfile(count, LogLevel.Error, main.Key.Service, main.Key.Operation, places.Evidence(first.Order, first.Ticks, first.Example)) { Burstiness = range.BurstinessOf(told) });
        }).Where(static pair => pair.Value.Count > 0).ToImmutableDictionary();
    }

    private ImmutableDictionary<StateChange, TransitionProfile> Transitions(StepRange range)
    {
        var changes = ImmutableDictionary.CreateBuilder<StateChange, TransitionProfile>();
        foreach (Statement one in _statements.Where(static one => one.Shapes[0].States is not null))
        {
            foreach ((string from, string to, ShapeTally shape, Occurrences? seen) in Machine.ChangesOf(one.Shapes))
            {
                long count = seen is null ? range.CountOf(shape) : range.Sum(seen.Times);
                var change = new StateChange(one.Key.Operation, from, to);
                if (count == 0)
                    continue;
                RecordEvidence example = seen is null ? places.Evidence(shape.Order, shape.Last > 0 ? shape.First : 0, shape.Example) : places.Evidence(seen.Order, seen.Ticks, seen.Example);
                changes[change] = changes.TryGetValue(change, out TransitionProfile? known) ? known with { Count = known.Count + count } : new TransitionProfile(count, one.Key.Service, example);
            }
        }

        return changes.ToImmutable();
    }

    // A case belongs where it began.
    private ImmutableDictionary<string, long> Order(StepRange range)
    {
        Dictionary<ulong, string> names = [];
        foreach (Statement one in _statements)
        {
            foreach (ShapeTally shape in one.Shapes)
                names[shape.Key] = one.Key.Operation;
        }

        (long from, long to) = range.IsWhole ? (0, long.MaxValue) : (TimeOf(range.First).Ticks, TimeOf(range.End).Ticks);
        var order = new Dictionary<(string, string), long>();
        foreach (CaseStep[] steps in _courses)
        {
            long began = steps[0].Ticks;
            if (began < from || began >= to)
                continue;
            string? last = null;
            foreach (CaseStep step in steps)
            {
                if (!names.TryGetValue(step.Key, out string? name))
                    continue;
                if (last is not null && (order.Count < ProfileBuilder.MaxThings || order.ContainsKey((last, name))))
                    CollectionsMarshal.GetValueRefOrAddDefault(order, (last, name), out _)++;
                last = name;
            }
        }

        return order.GroupBy(static pair => $"{pair.Key.Item1} → {pair.Key.Item2}", static pair => pair.Value, StringComparer.Ordinal).ToImmutableDictionary(static group => group.Key, static group => group.Sum());
    }

    /// <summary>A statement with its skeletons, by when they were met.</summary>
    private sealed class Statement(string name, List<ShapeTally> shapes, LogTally tally)
    {
        public OperationKey Key { get; } = new(AnalysisBuilder.Category(shapes, tally), name);

        public List<ShapeTally> Shapes => shapes;

        public ShapeTally First => shapes[0];

        public long Count { get; } = shapes.Sum(static shape => shape.Levels.Sum());

        /// <summary>The highest level, as of one that says none.</summary>
        public LogLevel Level { get; } = (LogLevel)Enumerable.Range(0, 6).LastOrDefault(level => shapes.Exists(shape => shape.Levels[level] > 0), (int)LogLevel.None);
    }
}
