using System.Collections.Immutable;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Findings;
using Prunella.Telemetry.Ingest;

namespace Prunella.Telemetry.Tests.Analysis;

public sealed class RecordFindingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-records-").FullName;

    [Theory]
    [InlineData("performance", FindingClass.Performance, "query of stock done")]
    [InlineData("sequence", FindingClass.Behaviour, "parcel of <*> sent")]
    [InlineData("coverage", FindingClass.Coverage, "mail about <*> sent")]
    [InlineData("errors", FindingClass.Errors, "An unhandled exception was met")]
    [InlineData("state", FindingClass.State, "from 'Shipped' to 'Placed'")]
    [InlineData("value", FindingClass.State, "never below")]
    public void What_goes_wrong_in_the_second_half_of_a_log_is_found_and_told_in_its_class_alone(string wrong, FindingClass kind, string told)
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            ImmutableArray<Finding> found = Analyze(new WrittenShop(seed) { From = 800, Wrong = wrong }.Write(1600)).Findings;

            Assert.Contains(found, finding => finding.Class == kind && finding.Title.Contains(told, StringComparison.Ordinal));
            Assert.All(found, finding => Assert.True(finding.Class == kind, $"{wrong} {seed}: {Said(found)}"));
            Assert.True(found.Length <= 4, Said(found));
        }
    }

    [Fact]
    public void A_new_exception_that_an_old_statement_tells_is_an_error_of_its_own()
    {
        ImmutableArray<Finding> found = Analyze(new WrittenShop(2) { From = 800, Wrong = "errors" }.Write(1600)).Findings;

        Assert.Contains(found, static finding => finding.Aspect.EndsWith("System.InvalidOperationException", StringComparison.Ordinal)
            && finding.Evidence.OfType<RecordEvidence>().Any(static record => record.Text.Contains("no price", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_calm_log_has_no_findings_and_two_calm_logs_do_not_differ()
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            LogAnalysis one = Analyze(new WrittenShop(seed).Write(1200)), other = Analyze(new WrittenShop(seed + 100).Write(800));

            Assert.True(one.Findings.IsEmpty, $"{seed}: {Said(one.Findings)}");
            ImmutableArray<Finding> compared = LogComparison.Of(one, other).Findings;
            Assert.True(compared.IsEmpty, $"{seed}: {Said(compared)}");
        }
    }

    [Theory]
    [InlineData("performance", FindingClass.Performance)]
    [InlineData("sequence", FindingClass.Behaviour)]
    [InlineData("coverage", FindingClass.Coverage)]
    [InlineData("errors", FindingClass.Errors)]
    [InlineData("state", FindingClass.State)]
    [InlineData("value", FindingClass.State)]
    public void What_is_wrong_in_the_second_of_two_logs_is_found_by_comparing_them(string wrong, FindingClass kind)
    {
        LogAnalysis before = Analyze(new WrittenShop(4).Write(900)), after = Analyze(new WrittenShop(5) { Wrong = wrong }.Write(1300));

        ImmutableArray<Finding> found = LogComparison.Of(before, after).Findings;

        Assert.Contains(found, finding => finding.Class == kind);
        Assert.All(found, finding => Assert.True(finding.Class == kind, Said(found)));
    }

    [Theory]
    [InlineData("order <n>: <from> -> <to>")]
    [InlineData("ticket <n> changed from '<from>' to '<to>'")]
    [InlineData("From <from> to <to> went order <n>.")]
    [InlineData("{\"@t\":\"2026-03-01T10:00:00Z\",\"@mt\":\"Order {Id} {OldState} {NewState}\",\"Id\":<n>,\"OldState\":\"<from>\",\"NewState\":\"<to>\"}")]
    public void Changes_of_state_are_read_from_several_forms(string form)
    {
        var random = new Random(7);
        string text = string.Concat(Enumerable.Range(0, 900).Select(i =>
        {
            (string from, string to) = i > 500 && i % 20 == 0 ? ("Shipped", "Open") : random.Next(2) == 0 ? ("Open", "Paid") : ("Paid", "Shipped");
            string line = form.Replace("<n>", $"{i}", StringComparison.Ordinal).Replace("<from>", from, StringComparison.Ordinal).Replace("<to>", to, StringComparison.Ordinal);
            var time = new DateTime(2026, 3, 1, 10, 0, 0).AddSeconds(i);
            return line[0] == '{' ? line.Replace("10:00:00", $"{time:HH:mm:ss}", StringComparison.Ordinal) + "\n" : $"{time:yyyy-MM-dd HH:mm:ss} [INF] {line}\n";
        }));

        Finding finding = Assert.Single(Analyze(text).Findings);

        Assert.Equal((FindingClass.State, "Shipped → Open"), (finding.Class, finding.Aspect));
    }

    [Fact]
    public void A_statement_whose_values_were_told_apart_in_one_log_alone_is_the_same_in_both()
    {
        static string Log(string user) => string.Concat(Enumerable.Range(0, 900).Select(i => $"{new DateTime(2026, 3, 1).AddSeconds(i):yyyy-MM-dd HH:mm:ss} "
            + (i % 3 == 0 ? $"[INF] Shop: hello {user} again\n" : i % 3 == 1 ? $"[INF] Shop: page {i} shown\n" : i % 30 == 2 ? $"[ERR] Shop: mail to {user} lost\n" : $"[INF] Shop: cache {i} kept\n")));
        LogAnalysis before = Analyze(Log("u1734")), after = Analyze(Log("bob"));

        Assert.Empty(LogComparison.Of(before, after).Findings);
    }

    [Fact]
    public void What_goes_from_anywhere_to_anywhere_is_no_machine_of_states()
    {
        var random = new Random(7);
        string text = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{new DateTime(2026, 3, 1).AddSeconds(i):yyyy-MM-dd HH:mm:ss} [INF] volume {i} moved from host{random.Next(40)} to host{random.Next(40)}\n"));

        Assert.Empty(Analyze(text).Findings);
    }

    [Fact]
    public void Errors_are_grouped_by_the_names_that_the_caller_gives_them()
    {
        var options = new AnalyzerOptions { Fingerprint = static record => record.Text.Contains("no price", StringComparison.Ordinal) ? "price" : null };

        LogAnalysis analysis = Analyze(new WrittenShop(3) { From = 800, Wrong = "errors" }.Write(1600), options);

        _ = Assert.Single(analysis.Findings, static finding => finding.Aspect == "price");
    }

    [Fact]
    public void What_a_log_says_while_it_passes_from_one_phase_to_the_next_is_not_told_as_coverage()
    {
        string[] first = ["reading block <n>", "mapped <n> keys", "spilled <n> bytes", "merged <n> files"], second = ["fetching part <n>", "sorted <n> parts", "reduced <n> keys", "wrote <n> rows"];
        string text = string.Concat(Enumerable.Range(0, 2000).Select(i => $"{new DateTime(2026, 3, 1).AddSeconds(i):yyyy-MM-dd HH:mm:ss} [INF] {(i < 990 ? first : second)[i % 4].Replace("<n>", $"{i * 7}", StringComparison.Ordinal)}\n"));

        Assert.DoesNotContain(Analyze(text).Findings, static finding => finding.Class == FindingClass.Coverage && finding.Aspect is "new" or "missing");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Said(ImmutableArray<Finding> found) => string.Join("\n", found.Select(static finding => $"{finding.Class} {finding.Severity} {finding.Title} [{finding.Aspect}]"));

    private LogAnalysis Analyze(string log, AnalyzerOptions? options = null)
    {
        string path = Path.Combine(_folder, "shop.log");
        File.WriteAllText(path, log);
        return new LogAnalyzer(options).Analyze(SourceList.Find([path], _folder, DateTimeOffset.UnixEpoch));
    }
}
