using Prunella.Bench;
using Prunella.Bench.Dashboard;
using Prunella.Bench.Fuzzing;
using Prunella.Bench.Health;
using Prunella.Bench.Metrics;
using Prunella.Bench.Patterns;
using Prunella.Bench.Resilience;
using Prunella.Bench.Supervisor;
using Prunella.Bench.Telemetry;

if (args is [DashboardServer.Verb, .. string[] words])
{
    await DashboardServer.RunAsync(words);
    return 0;
}

if (args is [SharedWriter.Verb, .. string[] writer])
{
    await SharedWriter.RunAsync(writer);
    return 0;
}

if (args is [Fuzz.Verb, .. string[] bounds])
    return Fuzz.Run(bounds);

IArea[] areas =
[
    new SupervisorArea(),
    new FalseRestartsArea(),
    new ResilienceArea(),
    new MetricsArea(),
    new HealthArea(),
    new DashboardArea(),
    new PatternsArea(),
    new TelemetryArea(),
];

if (BenchOptions.TryParse(args) is not { } options || areas.FirstOrDefault(area => area.Name == options.Area) is not { } chosen)
{
    await Console.Error.WriteLineAsync("usage: bench/run <area> [--short] [--minutes <n>] [--only <words of a measurement's name>]");
    await Console.Error.WriteLineAsync($"areas: {string.Join(", ", areas.Select(static area => area.Name))}");
    return 1;
}

using CancellationTokenSource interrupted = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true; // the peers are stopped first
    interrupted.Cancel();
};
return await AreaRunner.RunAsync(chosen, options, interrupted.Token);
