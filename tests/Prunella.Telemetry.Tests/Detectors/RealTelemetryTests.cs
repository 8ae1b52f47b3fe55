using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Prunella.Telemetry.Detectors;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Tests.Detectors;

/// <summary>What recordings of real services showed, and a simulation had not.</summary>
public sealed class RealTelemetryTests
{
    private const int Calls = 200;
    private static readonly KeyValuePair<string, string>[] Address = [new("server.address", "10.0.0.7"), new("server.port", "5103")];

    [Fact]
    public void A_client_that_calls_a_refusal_an_error_has_not_lost_the_call()
    {
        PeriodProfile before = Period(0, static (id, at) => Asked(id, at, status: "200"));
        PeriodProfile now = Period(1, static (id, at) => Asked(id, at, status: id % 3 == 0 ? "404" : "200"));

        Assert.DoesNotContain(Found(now, before), static one => one.Class == FindingClass.Dependencies);
    }

    [Fact]
    public void A_call_that_never_arrives_is_a_failing_one_of_who_answers_at_its_address()
    {
        PeriodProfile before = Period(0, static (id, at) => Asked(id, at, status: "200"));
        PeriodProfile now = Period(1, static (id, at) => id % 5 == 0 ? [Client(id, at, isError: true)] : Asked(id, at, status: "200"));

        Finding finding = Assert.Single(Found(now, before), static one => one.Class == FindingClass.Dependencies);
        Assert.Equal(("failing", "orders", "inventory"), (finding.Aspect, finding.Place.Service, finding.Place.Operation));
    }

    [Fact]
    public void A_step_that_is_repeated_is_another_behaviour()
    {
        Finding finding = Assert.Single(Found(Placing(1, "check", "reserve", "reserve", "store"), Placing(0, "check", "reserve", "store")));

        Assert.Equal((FindingClass.Behaviour, "reserve again"), (finding.Class, finding.Aspect));
    }

    [Fact]
    public void A_branch_that_some_calls_took_and_none_does_any_more_is_a_matter_of_coverage()
    {
        PeriodProfile before = Period(0, static (id, at) => Spans(id, at, id % 3 == 0 ? ["check", "wrap", "store"] : ["check", "store"]));

        Finding finding = Assert.Single(Found(Placing(1, "check", "store"), before));
        Assert.Equal((FindingClass.Coverage, "missing", "wrap"), (finding.Class, finding.Aspect, finding.Place.Operation));
    }

    [Fact]
    public void What_fails_breaks_off_and_is_no_other_behaviour()
    {
        PeriodProfile now = Period(1, static (id, at) => id % 5 == 0 ? Spans(id, at, ["check"], isError: true) : Spans(id, at, ["check", "store"]));

        Assert.All(Found(now, Placing(0, "check", "store")), static one => Assert.Equal(FindingClass.Errors, one.Class));
    }

    [Fact]
    public void A_machine_that_makes_everything_slower_is_told_once_and_not_of_each_operation()
    {
        string[] many = [.. Enumerable.Range(0, 12).Select(static i => string.Create(CultureInfo.InvariantCulture, $"work {i}"))];
        PeriodProfile now = Period(1, (id, at) => Spans(id, at, many, milliseconds: 12)), before = Period(0, (id, at) => Spans(id, at, many, milliseconds: 4));

        Finding finding = Assert.Single(Found(now, before));
        Assert.Equal((FindingClass.Performance, "everything", null), (finding.Class, finding.Aspect, finding.Place.Service));
    }

    [Fact]
    public void A_status_that_the_document_does_not_list_is_told()
    {
        Declarations declared = Documented("""{"paths":{"/orders":{"post":{"responses":{"201":{},"409":{}}}}}}""");

        Finding finding = Assert.Single(Found(Served("/orders", "POST", "202"), null, declared));
        Assert.Equal((FindingClass.Documentation, "status 202"), (finding.Class, finding.Aspect));
        Assert.Empty(Found(Served("/orders", "POST", "201"), null, declared));
        Assert.Empty(Found(Served("/orders", "POST", "500"), null, declared));
        Assert.Empty(Found(Served("/orders", "POST", "202"), null, Documented("""{"paths":{"/orders":{"post":{"responses":{"default":{}}}}}}""")));
        Assert.Empty(Found(Served("/orders", "POST", "202"), null, Documented("""{"paths":{"/orders":{"post":{"responses":{"2XX":{}}}}}}""")));
    }

    [Fact]
    public void A_documented_route_that_nobody_serves_is_known_by_the_path_that_was_asked_for()
    {
        PeriodProfile now = Period(0, static (id, at) => [Server(id, at, "GET", new("url.path", $"/coupons/{Guid.NewGuid()}"), "404"), Server(id + 1_000_000, at, "POST", new("http.route", "/orders"), "201")]);

        Finding finding = Assert.Single(Found(now, null, Documented("""{"paths":{"/orders":{"post":{}},"/coupons/{code}":{"get":{}}}}""")));
        Assert.Equal((FindingClass.Documentation, "not served"), (finding.Class, finding.Aspect));
    }

    [Fact]
    public void Each_service_is_held_against_its_own_document()
    {
        var declared = new Declarations { Apis = [OpenApiReader.Read(Encoding.UTF8.GetBytes("""{"paths":{"/orders":{"post":{}}}}"""), "gateway")] };

        Assert.DoesNotContain(Found(Served("/orders", "GET", "200"), null, declared), static one => one.Class == FindingClass.Documentation);
    }

    private static ImmutableArray<Finding> Found(PeriodProfile now, PeriodProfile? before, Declarations? declared = null) =>
        new AnomalyDetectors().Detect(new DetectorInput(now, before, declared ?? Declarations.None));

    private static Declarations Documented(string json) => new() { Apis = [OpenApiReader.Read(Encoding.UTF8.GetBytes(json), "shop")] };

    private static PeriodProfile Placing(int period, params string[] steps) => Period(period, (id, at) => Spans(id, at, steps));

    private static PeriodProfile Served(string route, string method, string status) => Period(0, (id, at) => [Server(id, at, method, new("http.route", route), status)]);

    // A call every half second.
    private static PeriodProfile Period(int number, Func<ulong, long, Span[]> call)
    {
        var builder = new ProfileBuilder();
        for (int i = 1; i <= Calls; i++)
        {
            foreach (IGrouping<TraceId, Span> trace in call((ulong)(number * 10_000 + i), (number * 3600L + i) * 500_000_000).GroupBy(static span => span.Trace))
                builder.Add(Trace.Of(trace));
        }

        return builder.Build();
    }

    private static Span[] Spans(ulong id, long at, string[] steps, bool isError = false, long milliseconds = 2)
    {
        long length = milliseconds * 1_000_000;
        var root = new Span(new TraceId(id), new SpanId(1), default, "orders", "place", at, length * (steps.Length + 1)) { IsError = isError };
        return [root, .. steps.Select((step, i) => new Span(root.Trace, new SpanId((ulong)i + 2), root.Id, "orders", step, at + length * i, length))];
    }

    private static Span[] Asked(ulong id, long at, string status)
    {
        Span client = Client(id, at, isError: status[0] != '2') is var call ? call with { Attributes = [.. call.Attributes, new("http.response.status_code", status)] } : null!;
        return [client, new Span(client.Trace, new SpanId(2), client.Id, "inventory", "PUT /reservations", at + 100_000, 1_000_000) { Kind = SpanKind.Server }];
    }

    private static Span Client(ulong id, long at, bool isError) =>
        new(new TraceId(id), new SpanId(1), default, "orders", "PUT", at, 2_000_000) { Kind = SpanKind.Client, IsError = isError, Attributes = [.. Address] };

    private static Span Server(ulong id, long at, string method, KeyValuePair<string, string> path, string status) =>
        new(new TraceId(id), new SpanId(1), default, "shop", method, at, 2_000_000)
        {
            Kind = SpanKind.Server,
            Attributes = [path, new("http.request.method", method), new("http.response.status_code", status)],
        };
}
