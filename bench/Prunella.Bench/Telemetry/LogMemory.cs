using Prunella.Bench.Reporting;

namespace Prunella.Bench.Telemetry;

/// <summary>The tool on 1 GB of logs (200 MB in a short run): most memory that its process had at a time.</summary>
internal sealed class LogMemory : IMeasurement
{
    public string Name => "log memory";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        string folder = LogCorpus.WriteText(Path.Combine(bench.Folder, "large"), bench.Short ? 200_000 : 1_000_000, seed: 21);
        double size = Directory.EnumerateFiles(folder).Sum(static file => new FileInfo(file).Length) / 1e6;
        (_, double end, double peak) = await AnalyzeProgram.RunAsync(folder, Path.Combine(bench.Folder, "memory"), cancellationToken);
        report.Set("peak_mb_1gb", peak);
        Table table = new("Memory of prunella analyze", "logs, MB", "most memory, MB", "time, s");
        table.Row(Number.Show(size), Number.Show(peak), Number.Show(end));
        report.Add(table);
        Directory.Delete(folder, recursive: true);
    }
}
