using System.Text;
using System.Text.RegularExpressions;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Reports;

namespace Prunella.Telemetry.Tests.Reports;

public sealed class HtmlReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-report-").FullName;

    [Fact]
    public void The_page_is_small_whole_and_allows_itself_alone()
    {
        string page = Page("2026-03-01 10:00:00 [ERR] </script><script>alert(1)</script> & \"quotes\"\n");

        Assert.True(page.Length < 200_000);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)", page, StringComparison.Ordinal); // the data are packed
        Assert.DoesNotMatch(new Regex("""(src|href)="(https?:|//)"""), page);
        Assert.DoesNotContain("unsafe", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_analysis_of_nothing_makes_a_page_too() => Assert.Contains("<main", Page(""), StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Page(string log)
    {
        File.WriteAllText(Path.Combine(_folder, "a.log"), log);
        using var page = new MemoryStream();
        HtmlReport.Write(new LogAnalyzer().Analyze(SourceList.Find([_folder], _folder, DateTimeOffset.UnixEpoch)), page, DateTimeOffset.UnixEpoch);
        return Encoding.UTF8.GetString(page.ToArray());
    }
}
