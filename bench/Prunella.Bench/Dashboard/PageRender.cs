using System.Diagnostics;
using Prunella.Bench.Reporting;

namespace Prunella.Bench.Dashboard;

/// <summary>How long the server needs for a page where there is much to show. Measured from outside: the way over loopback is in it.</summary>
internal sealed class PageRender : IMeasurement
{
    private const int Components = 1000;
    private const int Facts = 50_000;

    public string Name => "Pages of 1,000 components and 50,000 facts";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        await using ServedDashboard server = await ServedDashboard.StartAsync(bench, "render", Components, Facts, cancellationToken);
        Table table = new(Name, "page", "median ms", "p95 ms", "KB");
        foreach ((string figure, string path) in new[] { ("render_now_ms", ""), ("render_components_ms", "/components"), ("render_audit_ms", "/audit") })
        {
            List<double> times = [];
            int bytes = 0;
            for (int i = 0; i < (bench.Short ? 30 : 100); i++)
            {
                long start = Stopwatch.GetTimestamp();
                bytes = (await server.Client.GetByteArrayAsync(ServedDashboard.Prefix + path, cancellationToken)).Length;
                if (i >= 10) // the first ones are compiled on the way
                    times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            var sample = new Sample(times);
            table.Row(path.Length == 0 ? "now" : path[1..], Number.Show(sample.Median), Number.Show(sample.Quantile(0.95)), Number.Show(bytes / 1024.0));
            report.Set(figure, sample.Median);
        }

        report.Add(table);
    }
}
