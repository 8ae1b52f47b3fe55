using System.Diagnostics;
using System.Globalization;
using Prunella.Evaluation;
using Prunella.Evaluation.Sets;
using Prunella.Evaluation.Shop;
using Prunella.Evaluation.Traces;

// Each area of the library adds its sets here.
bool content = args.Contains("--content");
args = [.. args.Where(static argument => argument != "--content")];
IEvaluationSet[] sets =
[
    new DetectionSet("nab", "data", "*.csv", withTime: true),
    new DetectionSet("cloudmon", ".", "*.csv.gz", withTime: false),
    new ForecastSet(),
    new RootCauseSet("rca", withTelemetry: false),
    new RootCauseSet("rca-all", withTelemetry: true),
    new CalmTrialSet(),
    new SecretsSet(),
    new DedupSet(),
    new SeedsSet(),
    new CausalitySet(),
    new LogsSet(content),
    new EventLogsSet(),
    new SequencesSet(),
    new TracesSet(),
    new DetectorsSet(),
    new RecordShopSet(),
    new ShopSet(),
];

if (args.Length != 3 || sets.FirstOrDefault(set => set.Name == args[0]) is not { } chosen)
{
    await Console.Error.WriteLineAsync("usage: bench/evaluate <set> <input> <output> [--content]");
    await Console.Error.WriteLineAsync($"sets: {(sets.Length == 0 ? "none yet" : string.Join(", ", sets.Select(static set => set.Name)))}");
    return 1;
}

try
{
    int items = await chosen.RunAsync(args[1], args[2], CancellationToken.None);
    using Process self = Process.GetCurrentProcess();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"set={chosen.Name} items={items} cpu_seconds={self.TotalProcessorTime.TotalSeconds:F1} peak_mb={self.PeakWorkingSet64 / 1048576.0:F0}"));
    return 0;
}
catch (Exception error) when (error is InvalidDataException or IOException or UnauthorizedAccessException)
{
    await Console.Error.WriteLineAsync($"evaluate: {error.Message}");
    return 1;
}
