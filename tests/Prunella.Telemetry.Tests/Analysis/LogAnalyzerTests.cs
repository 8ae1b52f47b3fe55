using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Prunella.Metrics;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Ingest;

namespace Prunella.Telemetry.Tests.Analysis;

public sealed class LogAnalyzerTests : IDisposable
{
    private static readonly DateTime Begin = new(2026, 3, 1, 10, 0, 0, DateTimeKind.Utc);
    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-analyze-").FullName;

    [Fact]
    public void The_result_is_the_same_for_any_number_of_threads()
    {
        for (int file = 0; file < 6; file++)
            Write($"{file}.log", Shop(4000, file));

        LogAnalysis one = Analyze(1), four = Analyze(4);

        Assert.Equal(Told(one), Told(four));
        Assert.Equal(one.Levels.ToArray(), four.Levels.ToArray());
        Assert.Equal(one.Flow!.Courses.Select(static course => course.Count), four.Flow!.Courses.Select(static course => course.Count));
    }

    [Fact]
    public void A_large_file_is_cut_into_pieces_without_losing_or_doubling_a_record()
    {
        string text = Shop(20_000, 1);
        using (var file = new StreamWriter(Path.Combine(_folder, "large.log")))
        {
            for (int i = 0; i < 24; i++)
                file.Write(text);
        }

        LogAnalysis analysis = Analyze(3);

        Assert.Equal(24 * 20_000, analysis.Records);
        Assert.Equal(24 * 20_000 + (24 * 20), analysis.Lines); // stack traces have a second line
        Assert.Equal(24 * 20, analysis.Errors);
    }

    [Fact]
    public void An_error_that_begins_late_is_a_finding_with_its_first_record_and_its_place_in_the_code()
    {
        Write("a.log", Lines(1000, static i => i < 700 ? $"[INF] order {i} placed" : i % 20 == 0 ? $"[ERR] order {i} failed\nSystem.TimeoutException: no answer\n   at Shop.Orders.Place(Int32 id) in Orders.cs:line 42" : $"[INF] order {i} placed"));

        Finding finding = Assert.Single(Analyze(1).Findings, static finding => finding.Class == FindingClass.Errors);

        Assert.True(finding.Severity >= FindingSeverity.Major);
        Assert.Equal(new CodePlace("Shop.Orders.Place", "Orders.cs", 42), finding.Place.Code);
        Assert.Contains("TimeoutException", finding.Title, StringComparison.Ordinal);
        Assert.Equal(701, Assert.IsType<RecordEvidence>(finding.Evidence[0]).Line);
    }

    [Fact]
    public void An_operation_that_becomes_slower_is_a_finding_and_a_steady_one_is_none()
    {
        Write("a.log", Lines(2000, static i => i % 2 == 0 ? $"[INF] query done in {(i < 1200 ? 10 : 40) + (i % 7)} ms" : $"[INF] page shown in {20 + (i % 9)} ms"));

        Finding finding = Assert.Single(Analyze(1).Findings);

        Assert.Equal(FindingClass.Performance, finding.Class);
        Assert.Contains("query done", finding.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Calm_logs_have_no_findings()
    {
        Write("a.log", Lines(3000, static i => $"[INF] order {i * 31} placed in {10 + (i * 7919 % 13)} ms"));

        Assert.Empty(Analyze(2).Findings);
    }

    [Fact]
    public void A_period_leaves_out_what_is_before_and_after()
    {
        Write("a.log", Lines(600, static i => $"[INF] order {i} placed"));

        LogAnalysis analysis = new LogAnalyzer(new AnalyzerOptions { Period = new TimeWindow(Begin.AddSeconds(99.5), Begin.AddSeconds(199.5)) }).Analyze(Sources());

        Assert.Equal(100, analysis.Records);
    }

    [Fact]
    public void A_jump_of_the_clock_does_not_stretch_the_time()
    {
        Write("a.log", Lines(3000, static i => $"[INF] order {i} placed") + "2031-01-01 00:00:00 [INF] order 1 placed\n");

        LogAnalysis analysis = Analyze(1);

        Assert.Equal(1, analysis.OutOfTime);
        Assert.True(analysis.Step * analysis.Steps < TimeSpan.FromHours(2));
    }

    [Fact]
    public void What_is_new_vanished_and_more_frequent_is_told_by_a_comparison()
    {
        Write("a/1.log", Lines(1000, static i => i % 10 == 0 ? $"[WRN] retry {i}" : i % 10 == 1 ? $"[INF] mail {i} sent" : $"[INF] order {i} placed"));
        Write("b/1.log", Lines(1000, static i => i % 10 < 4 ? $"[WRN] retry {i}" : i % 10 == 5 ? $"[INF] parcel {i} shipped" : $"[INF] order {i} placed"));

        LogComparison comparison = LogComparison.Of(Analyze(1, "a"), Analyze(1, "b"));

        Assert.Contains(comparison.Changes, static change => change is { Kind: ChangeKind.New, Subject: "parcel <*> shipped" });
        Assert.Contains(comparison.Changes, static change => change is { Kind: ChangeKind.Vanished, Subject: "mail <*> sent" });
        Assert.Contains(comparison.Changes, static change => change is { Kind: ChangeKind.Rising, Subject: "retry <*>" });
        Assert.Empty(LogComparison.Of(Analyze(1, "a"), Analyze(1, "a")).Changes);
    }

    [Fact]
    public void Records_of_json_are_counted_by_their_template_with_durations_and_traces()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 100; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{"@t":"2026-03-01T10:00:{{i % 60:d2}}Z","@mt":"Request {Path} begins","Path":"/a","@tr":"{{i:x32}}"}""").Append('\n');
            text.Append(CultureInfo.InvariantCulture, $$"""{"@t":"2026-03-01T10:00:{{i % 60:d2}}.5Z","@mt":"Answered in {Elapsed} ms","Elapsed":{{10 + i}}.5,"@tr":"{{i:x32}}"}""").Append('\n');
        }

        Write("a.clef", text.ToString());

        LogAnalysis analysis = Analyze(1);

        Assert.Equal(["Answered in {Elapsed} ms", "Request {Path} begins"], analysis.Templates.Select(static template => template.Text).Order(StringComparer.Ordinal));
        Assert.InRange(Assert.Single(analysis.Operations).Median.TotalMilliseconds, 50, 68);
        Assert.Equal(100, analysis.Flow!.Cases);
        Assert.Equal(LogLevel.Information, analysis.Templates[0].Level);
    }

    [Fact]
    public void A_request_of_OTLP_that_holds_records_and_spans_gives_both()
    {
        Write("both.json", """{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1772359200000000000","severityNumber":9,"body":{"stringValue":"order placed"}}]}]}],"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"place","startTimeUnixNano":"1772359200000000000","endTimeUnixNano":"1772359201000000000"}]}]}]}""" + "\n");

        LogAnalysis analysis = Analyze(1);

        Assert.Equal(1, analysis.Records);
        Assert.Equal(1, analysis.TraceCount);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string> Told(LogAnalysis analysis) => analysis.Templates.Select(static template =>
        $"{template.Id} {template.Count} {template.Category} {template.Example.Source}:{template.Example.Line} {template.First:O} {template.Last:O} {string.Join(',', template.Times)}");

    private static string Lines(int count, Func<int, string> message) => string.Concat(Enumerable.Range(0, count).Select(i => $"{Begin.AddSeconds(i):yyyy-MM-dd HH:mm:ss} {message(i)}\n"));

    private static string Shop(int count, int seed)
    {
        var random = new Random(seed);
        return Lines(count, i => i % 1000 == 7 ? $"[ERR] order {i} failed\n   at Shop.Orders.Place()" : random.Next(3) switch
        {
            0 => $"[INF] request {random.Next(40):x8}-0000-0000-0000-000000000000 begins",
            1 => $"[INF] request {random.Next(40):x8}-0000-0000-0000-000000000000 ends after {random.Next(90)} ms",
            _ => $"[WRN] cache misses {random.Next(90)} of {random.Next(900)}",
        });
    }

    private LogAnalysis Analyze(int threads, string path = ".") => new LogAnalyzer(new AnalyzerOptions { Threads = threads }).Analyze(Sources(path));

    private SourceList Sources(string path = ".") => SourceList.Find([path], _folder, DateTimeOffset.UnixEpoch);

    private void Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
