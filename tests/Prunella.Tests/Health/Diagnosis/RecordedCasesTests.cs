using Prunella.Health;
using Xunit;

namespace Prunella.Tests.Health;

public sealed class RecordedCasesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prunella-recorded-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_table_gives_components_metrics_and_holes()
    {
        SeriesTable table = SeriesTable.Read(File("n.csv", "time,web_cpu,\"a b|latency|p90\"\n1,2,\n2,NaN,0.5\n"));
        IReadOnlyList<DiagnosisSeries> series = SeriesTable.Join(table, table);

        Assert.Equal([("web", "cpu", SignalKind.Internal), ("a b", "latency|p90", SignalKind.Latency)], series.Select(static one => (one.Component, one.Metric, one.Kind)));
        Assert.Equal([double.NaN, 0.5], series[1].Normal.ToArray());
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("time,a_cpu\n", "no rows")]
    [InlineData("time\n1\n", "no column but that of time")]
    [InlineData("time,a_cpu\n1,2,3\n", "line 2: 3 cells, but the header has 2")]
    [InlineData("time,a_cpu\n1,two\n", "line 2, column 'a_cpu': 'two' is no number")]
    [InlineData("a_cpu,a_cpu\n1,2\n", "the column 'a_cpu' is there twice")]
    [InlineData("time,\"a\n1,2\n", "a quote is not closed")]
    public void A_bad_table_is_refused_with_the_place(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => SeriesTable.Read(File("bad.csv", text))).Message, StringComparison.Ordinal);

    [Fact]
    public void Tables_without_a_common_column_are_refused() => Assert.Contains("no column in common", Assert.Throws<InvalidDataException>(
        () => SeriesTable.Join(SeriesTable.Read(File("a.csv", "a_cpu\n1\n")), SeriesTable.Read(File("b.csv", "b_cpu\n1\n")))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_of_cases_names_files_calls_and_the_alarm()
    {
        _ = File("n.csv", "time,a|latency|p90\n1,2\n");
        _ = File("e.csv", "caller,callee\na,\"b, c\"\n");
        string cases = File("cases.json", """{"one":{"normal":"n.csv","anomalous":"n.csv","edges":"e.csv","target":{"service":"a","metric":"latency","stat":"p90"}}}""");

        RecordedCase one = Assert.Single(RecordedCases.Read(cases));
        Assert.Equal(("one", new CallEdge("a", "b, c"), new AlarmedSignal("a", "latency|p90")), (one.Name, one.Input.Calls[0], one.Input.Alarm));
    }

    [Theory]
    [InlineData("[]", "an object of cases is expected")]
    [InlineData("{\"one\":{}}", "case 'one' names no file 'normal'")]
    [InlineData("{\"one\":", "cases.json")]
    public void A_bad_file_of_cases_is_refused(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => RecordedCases.Read(File("cases.json", text)).ToList()).Message, StringComparison.Ordinal);

    private string File(string name, string text)
    {
        string path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
