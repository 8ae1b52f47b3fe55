using System.Collections.Immutable;
using System.Globalization;
using Prunella.Metrics;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Flows;
using Prunella.Telemetry.Spans;
using Prunella.Telemetry.Templates;

namespace Prunella.Telemetry.Analysis;

/// <summary>Holds the cases of logs, and the operations of traces, against a flow.</summary>
internal sealed class FlowConformance
{
    private const string Discovered = "as discovered";
    private const int MostFindings = 50;
    private const double Many = 0.1, SureOfDeclared = 0.99, SureOfDiscovered = 0.8;
    private readonly List<Case> _logs, _traces;
    private readonly TimeWindow _when;
    private readonly TimeProvider _time;

    public FlowConformance(LogTally tally, TemplateCatalog catalog, RecordPlaces places, TimeWindow when, TimeProvider time)
    {
        (_when, _time) = (when, time);
        _logs =
        [
            .. tally.Cases.Courses(1).Select(steps => new Case([.. steps.Select(step => catalog[step.Key].Text)], () => places.Evidence(steps[0].Order, steps[0].Ticks, catalog[steps[0].Key].Text))),
        ];
        _traces =
        [
            .. tally.Spans.Traces.Select(static spans => spans.OrderBy(static span => span.Start).ThenByDescending(static span => span.Duration).ToArray())
                .Select(static spans => new Case([.. spans.Select(static span => $"{span.Service}: {span.Operation}")], () => ProfileBuilder.EvidenceOf(spans[0]))),
        ];
    }

    /// <summary>Holds them against a declared flow.</summary>
    /// <exception cref="InvalidDataException">The flow has too many states, or can not reach its end.</exception>
    public IEnumerable<(FlowCheck Check, ImmutableArray<Finding> Findings)> Declared(FlowDeclaration flow)
    {
        var checker = new FlowChecker(flow, _time);
        Func<string, string?> nameOf = flow.Namer();
        foreach (List<Case> cases in (List<Case>[])[_logs, _traces])
        {
            List<Case> own = [.. cases.Select(one => one with { Steps = [.. one.Steps.Select(nameOf).OfType<string>()] }).Where(static one => one.Steps.Length > 0)];
            if (own.Count > 0)
                yield return Told(checker.Check(EventLog.Of(own.Select(static one => one.Steps))), own, SureOfDeclared);
        }
    }

    /// <summary>Holds them against the flow that most of them keep to.</summary>
    public IEnumerable<(FlowCheck Check, ImmutableArray<Finding> Findings)> Common()
    {
        foreach (List<Case> cases in (List<Case>[])[_logs, _traces])
        {
            List<Case> own = [.. cases.Where(static one => one.Steps.Length > 1)];
            if (own.Count == 0)
                continue;
            EventLog log = EventLog.Of(own.Select(static one => one.Steps));
            yield return Told(new FlowChecker(new FlowDeclaration(Discovered, new InductiveMiner().Discover(log).ToNet()), _time).Check(log), own, SureOfDiscovered);
        }
    }

    private (FlowCheck, ImmutableArray<Finding>) Told(FlowCheck check, List<Case> cases, double sure) =>
        (check, [.. check.Deviations.Take(MostFindings).Select(deviation => Tell(check, deviation, cases, sure))]);

    private Finding Tell(FlowCheck check, FlowDeviation deviation, List<Case> cases, double sure)
    {
        double share = (double)deviation.Cases / check.Cases;
        string where = deviation.After is { } after ? $"after '{after}'" : "at the beginning";
        string what = deviation.Kind switch
        {
            FlowDeviationKind.LeftOut => $"'{deviation.Step}' is left out {where}",
            FlowDeviationKind.Moved => $"'{deviation.Step}' is done in another place, {where}",
            _ => $"'{deviation.Step}' is done {where}, where it has no place",
        };
        return new Finding
        {
            Class = FindingClass.Behaviour,
            Severity = sure < SureOfDeclared ? FindingSeverity.Notice : share >= Many ? FindingSeverity.Major : FindingSeverity.Minor,
            Confidence = sure,
            When = _when,
            Title = string.Create(CultureInfo.InvariantCulture, $"Flow {check.Flow}: {what}, in {deviation.Cases} of {check.Cases} cases."),
            Explanation = $"By the cheapest alignment of each course with the flow. Most often so: {string.Join(", ", deviation.Course)}.",
            Place = PlaceOf(deviation.Step),
            Confirmation = "Whether this way is meant; if it is, it belongs into the flow, if not, the condition in the code that leads there.",
            Aspect = $"flow {check.Flow}: {deviation.Kind} {deviation.Step} after {deviation.After}",
            Evidence = [new NumberEvidence("share of the cases", 0, share, "1"), .. cases.Find(one => one.Steps.SequenceEqual(deviation.Course))?.Example() is { } example ? (Evidence[])[example] : []],
        };
    }

    // A step of a trace says whose it is.
    private static SuspectedPlace PlaceOf(string step) =>
        step.Split(": ", 2) is [var service, var operation] && !service.Contains(' ', StringComparison.Ordinal) ? new SuspectedPlace(service, operation) : new SuspectedPlace(null, step);

    private sealed record Case(string[] Steps, Func<Evidence> Example);
}
