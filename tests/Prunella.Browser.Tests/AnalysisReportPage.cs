using System.Globalization;
using System.Text;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Reports;

namespace Prunella.Browser.Tests;

/// <summary>The report of a made-up shop with an error that begins late, a query that becomes slow, and traces.</summary>
internal sealed class AnalysisReportPage : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-page-").FullName;

    public AnalysisReportPage()
    {
        File.WriteAllText(Path.Combine(_folder, "orders.log"), Log());
        File.WriteAllText(Path.Combine(_folder, "traces.json"), Spans());
        LogAnalysis analysis = new LogAnalyzer(new AnalyzerOptions { Threads = 1 }).Analyze(SourceList.Find(["."], _folder, DateTimeOffset.UnixEpoch));
        using FileStream page = File.Create(Path.Combine(_folder, "report.html"));
        HtmlReport.Write(analysis with { Took = TimeSpan.FromMilliseconds(120) }, page, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    }

    /// <summary>The report of its first half and its second, compared.</summary>
    public string Compared()
    {
        string[] lines = Log().Split('\n');
        var halves = new List<LogAnalysis>();
        foreach ((string name, IEnumerable<string> half) in new[] { ("first", lines.Take(4500)), ("second", lines.Skip(4500)) })
        {
            Directory.CreateDirectory(Path.Combine(_folder, name));
            File.WriteAllText(Path.Combine(_folder, name, "orders.log"), string.Join('\n', half));
            halves.Add(new LogAnalyzer(new AnalyzerOptions { Threads = 1 }).Analyze(SourceList.Find([name], _folder, DateTimeOffset.UnixEpoch)));
        }

        string path = Path.Combine(_folder, "compared.html");
        using FileStream page = File.Create(path);
        HtmlReport.Write(LogComparison.Of(halves[0], halves[1]), page, new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
        return new Uri(path).AbsoluteUri;
    }

    public string Address => new Uri(Path.Combine(_folder, "report.html")).AbsoluteUri;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Log()
    {
        var random = new Random(5);
        var text = new StringBuilder();
        for (int i = 0; i < 9000; i++)
        {
            string request = (i / 6).ToString("x8", CultureInfo.InvariantCulture) + "-0000-4000-8000-000000000000";
            string logger = (i % 6) switch { 0 or 5 => "Shop.Gateway", 1 or 2 => "Shop.Orders", 3 => "Shop.Data", _ => "Shop.Mail" };
            bool slow = i > 6000 && random.Next(3) > 0;
            (string level, string message) = (i % 6) switch
            {
                0 => ("INFO", $"Request {request} begins: POST /orders"),
                1 => ("INFO", $"Order {i * 7} of request {request} has {random.Next(1, 9)} lines"),
                2 => i > 5000 && i % 4 == 0 ? ("ERROR", $"Order of request {request} failed\nSystem.TimeoutException: no answer within 500 ms\n   at Shop.Orders.Reserve(Int32 id) in src/Orders.cs:line 118") : ("INFO", $"Stock reserved for request {request}"),
                3 => ("DEBUG", $"Query for request {request} done in {(slow ? 60 : 8) + random.Next(9)} ms"),
                4 => random.Next(90) == 0 ? ("WARN", $"Mail of request {request} put off, {random.Next(40)} waiting") : ("INFO", $"Mail of request {request} sent"),
                _ => ("INFO", $"Request {request} answered in {20 + random.Next(60) + (slow ? 60 : 0)} ms"),
            };
            text.Append(CultureInfo.InvariantCulture, $"{new DateTime(2026, 3, 1, 10, 0, 0).AddSeconds(i * 0.4):yyyy-MM-dd HH:mm:ss.fff}|{level}|{logger}|{message}\n");
        }

        return text.ToString();
    }

    private static string Spans()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 60; i++)
        {
            long start = 1772359200_000_000_000 + (i * 40_000_000_000L);
            string Span(int id, int parent, string name, long from, long length, bool failed = false) => string.Create(CultureInfo.InvariantCulture,
                $$$"""{"traceId":"{{{i + 1:x32}}}","spanId":"{{{(i * 16) + id:x16}}}","parentSpanId":"{{{(parent == 0 ? "" : ((i * 16) + parent).ToString("x16", CultureInfo.InvariantCulture))}}}","name":"{{{name}}}","startTimeUnixNano":"{{{start + (from * 1_000_000)}}}","endTimeUnixNano":"{{{start + ((from + length) * 1_000_000)}}}","status":{"code":{{{(failed ? 2 : 0)}}}}}""");
            string Service(string name, params string[] spans) => $$$"""{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"{{{name}}}"}}]},"scopeSpans":[{"spans":[{{{string.Join(',', spans)}}}]}]}""";
            long query = 12 + (i % 7);
            text.Append("{\"resourceSpans\":[").AppendJoin(',', Service("gateway", Span(1, 0, "POST /orders", 0, 60 + query, i % 20 == 3)), Service("orders", Span(2, 1, "place order", 4, 50 + query, i % 20 == 3)),
                Service("inventory", Span(3, 2, "reserve", 8, 18), Span(4, 3, "SELECT stock", 10, 12)), Service("payments", Span(5, 2, "charge", 28, 20 + query, i % 20 == 3)), Service("mail", Span(6, 2, "send", 30, 9))).Append("]}\n");
        }

        return text.ToString();
    }
}
