using Prunella.Health;
using Xunit;

namespace Prunella.Tests.Health;

public sealed class RootCauseAnalyzerTests
{
    private static readonly CallEdge[] Calls = [new("gateway", "orders"), new("orders", "stock"), new("gateway", "search")];

    private readonly RootCauseAnalyzer _analyzer = new();
    private readonly Random _random = new(7);

    [Fact]
    public void A_component_that_shows_trouble_inside_and_outside_comes_before_its_callers()
    {
        Diagnosis diagnosis = _analyzer.Diagnose(new DiagnosisInput
        {
            Series = [Series("stock", "cpu", 10, 95), Series("stock", "latency", 5, 300), Series("orders", "cpu", 10, 10), Series("orders", "latency", 20, 320), Series("gateway", "latency", 40, 340), Series("gateway", "cpu", 10, 10)],
            Calls = Calls,
        });

        Assert.Equal("stock", diagnosis.Suspects[0].Component);
        Assert.Equal("cpu", diagnosis.Suspects[0].Metric);
        Assert.Contains(diagnosis.Suspects[0].Evidence, static line => line.StartsWith("cpu rose from", StringComparison.Ordinal));
    }

    [Fact]
    public void The_last_slow_component_of_a_chain_is_suspected()
    {
        Diagnosis diagnosis = _analyzer.Diagnose(new DiagnosisInput
        {
            Series = [Series("gateway", "latency", 40, 340), Series("orders", "latency", 20, 320), Series("stock", "latency", 10, 310), Series("search", "latency", 10, 10)],
            Calls = Calls,
            Alarm = new AlarmedSignal("gateway", "latency"),
        });

        Assert.Equal("stock", diagnosis.Suspects[0].Component);
    }

    [Fact]
    public void One_that_its_only_caller_waits_for_is_suspected_though_it_shows_nothing_itself()
    {
        Diagnosis diagnosis = _analyzer.Diagnose(new DiagnosisInput
        {
            Series = [Series("orders", "client_latency", 10, 900), Series("gateway", "client_latency", 10, 10), Series("stock", "latency", 5, 5), Series("search", "latency", 5, 5)],
            Calls = Calls,
        });

        Assert.Equal("stock", diagnosis.Suspects[0].Component);
        Assert.Contains(diagnosis.Suspects[0].Evidence, static line => line.StartsWith("orders waits", StringComparison.Ordinal));
    }

    [Fact]
    public void On_ordinary_time_it_says_that_nothing_is_wrong()
    {
        for (int trial = 0; trial < 20; trial++)
        {
            Diagnosis diagnosis = _analyzer.Diagnose(new DiagnosisInput
            {
                Series = [Series("gateway", "latency", 40, 40), Series("orders", "latency", 20, 20), Series("stock", "cpu", 10, 10)],
                Calls = Calls,
                Alarm = new AlarmedSignal("gateway", "latency"),
            });

            Assert.True(diagnosis.IsEmpty, diagnosis.Reason);
            Assert.Contains("nothing is wrong", diagnosis.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Nothing_at_all_is_answered_with_a_reason() =>
        Assert.Equal("There are no series to judge by.", _analyzer.Diagnose(new DiagnosisInput()).Reason);

    [Fact]
    public void Holes_infinities_and_a_circle_of_calls_do_no_harm()
    {
        double[] holes = [.. Enumerable.Range(0, 40).Select(static i => i % 3 == 0 ? double.NaN : i % 7 == 0 ? double.PositiveInfinity : 1.0)];
        Diagnosis diagnosis = _analyzer.Diagnose(new DiagnosisInput
        {
            Series = [new DiagnosisSeries("a", "cpu", SignalKind.Internal, holes, new[] { double.NaN, 9, double.NegativeInfinity }), new DiagnosisSeries("b", "cpu", SignalKind.Internal, Array.Empty<double>(), Array.Empty<double>())],
            Calls = [new("a", "b"), new("b", "a"), new("a", "a"), new("x", "y")],
            Alarm = new AlarmedSignal("b", "gone"),
        });

        Assert.All(diagnosis.Suspects, static suspect => Assert.True(double.IsFinite(suspect.Score) && suspect.Confidence is >= 0 and <= 1));
    }

    [Fact]
    public void A_slow_way_speaks_against_the_callee_that_several_callers_wait_for()
    {
        TelemetryWindow Window(long way) => new() { Spans = [.. Traces("orders", way), .. Traces("search", way)] };
        Diagnosis diagnosis = _analyzer.Diagnose(new DiagnosisInput { Normal = Window(2_000), Anomalous = Window(900_000) });

        Assert.Equal("stock", diagnosis.Suspects[0].Component);
        Assert.Contains("the way from", diagnosis.Suspects[0].Evidence[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Work_that_ends_early_is_seen_by_what_is_left_out()
    {
        TelemetryWindow Window(bool broken) => new()
        {
            Spans = [.. Enumerable.Range(0, 20).SelectMany(i => Visit(i, broken))],
            Logs = [.. Enumerable.Range(0, 20).SelectMany(i => Lines(i, broken))],
        };
        Diagnosis diagnosis = _analyzer.Diagnose(new DiagnosisInput { Normal = Window(broken: false), Anomalous = Window(broken: true) });

        Assert.Equal("orders", diagnosis.Suspects[0].Component);
        Assert.Contains(diagnosis.Suspects[0].Evidence, static line => line.Contains("calls stock reserve", StringComparison.Ordinal));
    }

    private DiagnosisSeries Series(string component, string metric, double before, double now) => new(
        component, metric, SignalNaming.KindOf(metric), Points(before, 60), Points(now, 6));

    private double[] Points(double around, int count) => [.. Enumerable.Range(0, count).Select(_ => around * (0.95 + 0.1 * _random.NextDouble()))];

    private static IEnumerable<SpanRecord> Traces(string caller, long way) => Enumerable.Range(0, 10).SelectMany(i => new[]
    {
        new SpanRecord($"{caller}{i}", $"{caller}{i}a", "", caller, "ask", 0, way + 3_000),
        new SpanRecord($"{caller}{i}", $"{caller}{i}b", $"{caller}{i}a", "stock", "answer", 0, 3_000),
    });

    private static IEnumerable<SpanRecord> Visit(int i, bool broken)
    {
        yield return new SpanRecord($"{i}", $"{i}a", "", "orders", "place", 0, 9_000);
        if (!broken)
            yield return new SpanRecord($"{i}", $"{i}b", $"{i}a", "stock", "reserve", 0, 1_000);
    }

    private static IEnumerable<LogRecord> Lines(int i, bool broken)
    {
        yield return new LogRecord(1, "orders", $"{i}", $"{i}a", $"order {i} is placed");
        if (!broken)
            yield return new LogRecord(2, "orders", $"{i}", $"{i}a", $"order {i} is reserved");
    }
}
