using System.Globalization;
using System.Text;
using Prunella.Bench.Reporting;
using Prunella.Bench.Resilience;
using Prunella.Patterns.Scrubbing;

namespace Prunella.Bench.Patterns;

/// <summary>Scrubs this repository's own C# and generated log lines, line by line and in pieces of 64 KiB: megabytes of UTF-8 per second of the thread's processor time.</summary>
internal sealed class ScrubSpeed : IMeasurement
{
    private const int PieceSize = 64 * 1024;

    public string Name => "scrub speed";

    public Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        string code = string.Concat(Directory.EnumerateFiles(Path.Combine(bench.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(static path => !path.Contains("/obj/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllText));
        string logs = Logs(code.Length, bench.Random);
        Table table = new("MB per second of processor time, median", "text", "in pieces of 64 KiB", "line by line");
        double[] code64 = Measure(code, bench.Short, cancellationToken);
        double[] logs64 = Measure(logs, bench.Short, cancellationToken);
        table.Row("C# of this repository", Number.Show(code64[0]), Number.Show(code64[1]));
        table.Row("log lines", Number.Show(logs64[0]), Number.Show(logs64[1]));
        // Half of each by size: the harmonic mean.
        double mixed = 2 / (1 / code64[1] + 1 / logs64[1]);
        table.Row("both, mixed", Number.Show(2 / (1 / code64[0] + 1 / logs64[0])), Number.Show(mixed));
        report.Add(table);
        report.Set("scrub_mb_per_cpu_s", mixed);
        return Task.CompletedTask;
    }

    private static double[] Measure(string text, bool little, CancellationToken cancellationToken)
    {
        string[] pieces = [.. text.Chunk(PieceSize).Select(static chunk => new string(chunk))];
        string[] lines = text.Split('\n');
        double megabytes = Encoding.UTF8.GetByteCount(text) / 1e6;
        var scrubber = new Scrubber();
        List<double>[] rates = [[], []];
        for (int round = 0; round < (little ? 6 : 20); round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (int way = 0; way < 2; way++)
            {
                long begun = ThreadTime.Nanoseconds;
                foreach (string piece in way == 0 ? pieces : lines)
                    _ = scrubber.Scrub(piece);
                if (round > 1)
                    rates[way].Add(megabytes / ((ThreadTime.Nanoseconds - begun) / 1e9));
            }
        }

        return [.. rates.Select(static list => new Sample(list).Median)];
    }

    private static string Logs(int length, Random random)
    {
        StringBuilder text = new(length + 256);
        for (int i = 0; text.Length < length; i++)
        {
            string id = random.NextInt64().ToString("x16", CultureInfo.InvariantCulture);
            _ = text.Append(CultureInfo.InvariantCulture, $"2026-03-{1 + i % 28:00}T10:{i % 60:00}:{i * 7 % 60:00}.{i % 1000:000}Z ").Append((i % 9) switch
            {
                0 => $"INFO [orders] GET /v1/orders/{i} answered 200 in {random.Next(900)} ms trace={id}",
                1 => $"WARN [inventory] retry {i % 4} of reserve sku-{random.Next(10_000)} after timeout of 500 ms",
                2 => $"INFO [gateway] connection {id} opened, {random.Next(200)} active, pool 64",
                3 => $"ERROR [billing] System.InvalidOperationException: Sequence contains no elements at Billing.Invoice.First(Int32 id) in Invoice.cs:line {random.Next(900)}",
                4 => $"DEBUG [cache] key user:{random.Next(100_000)} expired, evicted {random.Next(40)} entries of 4096",
                5 => $"INFO [auth] token of session {id} refreshed for tenant {random.Next(300)}",
                6 => $"{{\"level\":\"info\",\"service\":\"profile\",\"message\":\"request finished\",\"elapsed_ms\":{random.Next(500)},\"status\":200,\"id\":\"{id}\"}}",
                7 => $"INFO [kernel] audit: type=1400 pid={random.Next(32_768)} comm=\"dotnet\" name=\"/usr/share/dotnet\" dev=\"sda1\"",
                _ => $"INFO [scheduler] job nightly-report-{i % 50} finished, next run at 2026-03-02T04:00:00Z, {random.Next(1000)} rows",
            }).Append('\n');
        }

        return text.ToString();
    }
}
