using System.Globalization;

namespace Prunella.Bench.Telemetry;

/// <summary>The template miner Drain3 in its defaults, on the same lines; from artifacts/peers/drain3 or the system's Python.</summary>
internal static class Drain3
{
    private const int Lines = 60_000;

    private const string Script = """
        import sys, time
        from drain3 import TemplateMiner
        lines = [line.rstrip("\n") for name in sys.argv[2:] for _, line in zip(range(int(sys.argv[1])), open(name, encoding="utf-8"))]
        miner = TemplateMiner()
        for line in lines[:2000]:
            miner.add_log_message(line)
        begun = time.process_time()
        for line in lines:
            miner.add_log_message(line)
        print("rate", len(lines) / (time.process_time() - begun))
        """;

    /// <returns>Null where it is not installed.</returns>
    public static async Task<double?> LinesPerSecondAsync(Bench bench, string logs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string folder = Path.Combine(bench.Folder, "drain3");
        _ = Directory.CreateDirectory(folder);
        string script = Path.Combine(folder, "drain.py");
        await File.WriteAllTextAsync(script, Script, cancellationToken);
        string[] files = [.. Directory.EnumerateFiles(logs).Order(StringComparer.Ordinal)];
        try
        {
            await RunningProgram.RunAsync(folder, ["python3", script, (Lines / files.Length).ToString(CultureInfo.InvariantCulture), .. files],
                new Dictionary<string, string> { ["PYTHONPATH"] = Path.Combine(bench.Root, "artifacts", "peers", "drain3") });
        }
        catch (InvalidOperationException)
        {
            return null;
        }

        string rate = File.ReadLines(Path.Combine(folder, "output.log")).Last(static line => line.StartsWith("rate ", StringComparison.Ordinal));
        return double.Parse(rate[5..], CultureInfo.InvariantCulture);
    }
}
