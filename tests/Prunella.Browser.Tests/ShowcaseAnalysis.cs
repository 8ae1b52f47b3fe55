using System.Collections.Immutable;
using Prunella.Metrics;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Live;
using Prunella.Telemetry.Spans;
using Prunella.Views;

namespace Prunella.Browser.Tests;

/// <summary>The page <em>Analysis</em> of the shop in trouble.</summary>
internal sealed class ShowcaseAnalysis(DateTimeOffset now) : IPanel
{
    private const int Steps = 40;
    private static readonly string[] Names = ["POST /orders", "place", "reserve", "save", "charge"];
    private static readonly string[] Services = ["gateway", "orders", "inventory", "orders", "payments"];

    /// <summary>How much slower the newest trace is than it was, in milliseconds.</summary>
    public int News { get; set; }

    public string Name => "analysis";

    public string Title => "Analysis";

    public string Question => "What is other than usual in what the services tell of themselves?";

    public ValueTask<IReadOnlyList<PanelBlock>> ViewAsync(CancellationToken cancellationToken) => new(AnalysisPanel.Of(Picture()));

    private LivePicture Picture() => new()
    {
        At = now,
        Since = now.AddMinutes(-20),
        CanJudge = true,
        Counts = new LiveCounts(184_220, 53_911, 1_204, 61_002, 0, 3),
        Findings =
        [
            Told(FindingClass.Performance, FindingSeverity.Critical, 0.998, "inventory: reserve takes 212 ms of its own, before 18 ms.", new("inventory", "reserve"),
                new NumberEvidence("self time, median", 18, 212, "ms"), new SpanEvidence("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", "inventory", "reserve", now.AddMinutes(-1), TimeSpan.FromMilliseconds(640))),
            Told(FindingClass.Errors, FindingSeverity.Major, 0.97, "A new error of orders, 41 times: stock of <*> could not be reserved", new("orders", null, "stock of <*> could not be reserved"),
                new RecordEvidence("orders", 7121, now.AddMinutes(-2), "stock of sku-881 could not be reserved\nSystem.TimeoutException: no answer within 500 ms")),
            Told(FindingClass.Coverage, FindingSeverity.Minor, 0.91, "'mail about <*> sent' of orders is no longer written; 64 times were to be expected.", new("orders", null, "mail about <*> sent"), new NumberEvidence("times", 64, 0, "{time}")),
        ],
        Ended = [Told(FindingClass.Behaviour, FindingSeverity.Minor, 0.93, "gateway: GET /stock does 'cache' in 40% of 220 calls, before in 98%.", new("gateway", "GET /stock")) with { EndedAt = now.AddMinutes(-6) }],
        From = now.AddMinutes(-20),
        Step = TimeSpan.FromSeconds(30),
        Operations = [.. Names.Select((name, i) => Operation(i, name))],
        Flow = new FlowSummary(4_210, 1, [.. Names.Select((name, i) => new FlowStep($"{Services[i]}: {name}", 4_210 - 300 * i, null))],
            [new(0, 1, 4_200, false), new(1, 2, 3_900, false), new(2, 3, 3_850, false), new(3, 4, 3_400, false), new(1, 4, 12, true), new(2, 2, 140, false)], []),
        Traces = [.. Enumerable.Range(0, 9).Select(TraceOf)],
        Errors =
        [
            new LiveError("orders", "stock of <*> could not be reserved", 41, 0, new RecordEvidence("orders", 7121, now, "")),
            new LiveError("payments", "card of customer <*> was declined", 3, 44, new RecordEvidence("payments", 12, now, "")),
        ],
        Coverage = [new LiveCoverage("gateway", 6, 5, 14, 11), new LiveCoverage("inventory", 3, 3, 9, 9), new LiveCoverage("orders", 7, 7, 31, 26)],
    };

    private LiveFinding Told(FindingClass kind, FindingSeverity severity, double confidence, string title, SuspectedPlace place, params Evidence[] evidence) => new(new Finding
    {
        Class = kind, Severity = severity, Confidence = confidence, Title = title, Place = place, When = new TimeWindow(now.AddMinutes(-4), now), Aspect = title,
        Explanation = "The newest minute, compared with ordinary time before it.", Confirmation = "The trace of such a call shows what it waits for.", Evidence = [.. evidence],
    }, now.AddMinutes(-4), now.AddMinutes(-3));

    private static OperationSummary Operation(int number, string name) => new()
    {
        Service = Services[number], Name = name, Count = 4_210 - 300 * number, Errors = number == 2 ? 44 : 0, Total = TimeSpan.FromSeconds(90 - 10 * number), Own = TimeSpan.FromSeconds(20),
        Median = TimeSpan.FromMilliseconds(18), P95 = TimeSpan.FromMilliseconds(70), P99 = TimeSpan.FromMilliseconds(240), Longest = TimeSpan.FromMilliseconds(700),
        Heat = [.. Enumerable.Range(0, Steps).Select(step => HeatOf(step > 31 && number is 0 or 2 ? 70 : 56 + (step * 7 + number) % 3))],
    };

    // By quarters of a doubling from 1 µs on: the 56th begins at 16 ms.
    private static ImmutableArray<int> HeatOf(int place)
    {
        int[] counts = new int[128];
        counts[place] = 100;
        return [.. counts];
    }

    private Trace TraceOf(int number)
    {
        var trace = new TraceId((UInt128)(ulong)(number + 1));
        long start = (now.AddSeconds(-10 * number) - DateTimeOffset.UnixEpoch).Ticks * 100, millisecond = 1_000_000;
        long slow = number == 4 ? 500 : number == 0 ? 40 + News : 40;
        return Trace.Of(Enumerable.Range(0, 5).Select(i => new Span(trace, new SpanId((ulong)(i + 1)), new SpanId((ulong)i), Services[i], Names[i], start + 3 * i * millisecond, (slow - 6 * i) * millisecond)
        {
            Kind = SpanKind.Server, IsError = number == 4 && i >= 2,
        }));
    }
}
