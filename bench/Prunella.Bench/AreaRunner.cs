using Prunella.Bench.Reporting;

namespace Prunella.Bench;

/// <summary>Runs an area from end to end: measures, prints, writes the page, and makes sure that no process is left.</summary>
internal static class AreaRunner
{
    private const int Seed = 20261120;

    /// <returns>The exit code: 0, or 1 where a process had to be ended or the run was interrupted.</returns>
    public static async Task<int> RunAsync(IArea area, BenchOptions options, CancellationToken cancellationToken)
    {
        string root = FindRoot();
        string folder = Path.Combine(root, "artifacts", "bench", $"{area.Name}-{Environment.ProcessId}");
        _ = Directory.CreateDirectory(folder);
        Report report = new(area.Figures);
        Bench bench = new(root, folder, options, new Random(Seed));
        foreach (IMeasurement measurement in area.Measurements.Where(each => options.Only is not { } part || each.Name.Contains(part, StringComparison.OrdinalIgnoreCase)))
            await MeasureAsync(measurement, bench, report, cancellationToken);

        IReadOnlyList<string> left = await Leftovers.EndAsync(folder);
        if (left.Count > 0)
            report.Note($"Left over after the run, and ended: {string.Join(", ", left)}.");
        else
            Directory.Delete(folder, recursive: true);

        Run run = Run.Describe(root, options.Command, TimeProvider.System);
        string page = Path.Combine(root, "docs", "results", area.Name + ".md");
        if (options.Only is null && !cancellationToken.IsCancellationRequested)
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(page)!);
            await File.WriteAllTextAsync(page, ReportWriter.Page(area.Title, run, report), CancellationToken.None);
        }

        Console.WriteLine(ReportWriter.Text(report));
        Console.WriteLine(ReportWriter.Json(report));
        return left.Count > 0 || cancellationToken.IsCancellationRequested ? 1 : 0;
    }

    private static async Task MeasureAsync(IMeasurement measurement, Bench bench, Report report, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return;
        await Console.Error.WriteLineAsync($"{measurement.Name}…");
        try
        {
            await measurement.RunAsync(bench, report, cancellationToken);
        }
        catch (Exception error)
        {
            report.Note($"{measurement.Name}: not measured, {error.Message}");
        }
    }

    private static string FindRoot()
    {
        for (string? directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (File.Exists(Path.Combine(directory, "Prunella.slnx")))
                return directory;
        }

        throw new DirectoryNotFoundException("no Prunella.slnx above the benchmarks");
    }
}
