using Prunella.Bench.Reporting;

namespace Prunella.Bench.Telemetry;

/// <summary>The tool on a folder of 100 MB: when its first line is on the screen, and when its report is written. From the start of the process.</summary>
internal sealed class ReportTime : IMeasurement
{
    public string Name => "report time";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        string folder = LogCorpus.WriteText(Path.Combine(bench.Folder, "hundred"), 108_000, seed: 31);
        double size = Directory.EnumerateFiles(folder).Sum(static file => new FileInfo(file).Length) / 1e6;
        List<double> first = [], end = [];
        for (int round = 0; round < (bench.Short ? 3 : 9); round++)
        {
            (double line, double whole, _) = await AnalyzeProgram.RunAsync(folder, Path.Combine(bench.Folder, "report"), cancellationToken);
            first.Add(line);
            end.Add(whole);
        }

        report.Set("first_line_s", new Sample(first).Median);
        report.Set("report_100mb_s", new Sample(end).Median);
        Table table = new("prunella analyze of a folder, from the start of the process, median", "logs, MB", "first line, s", "report written, s");
        table.Row(Number.Show(size), Number.Show(new Sample(first).Median), Number.Show(new Sample(end).Median));
        report.Add(table);
    }
}
