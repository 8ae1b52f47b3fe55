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
