using Prunella.Bench;
using Prunella.Bench.Resilience;
using Prunella.Bench.Supervisor;

IArea[] areas = [new SupervisorArea(), new ResilienceArea()];

string[] names = [.. args.Where(static word => !word.StartsWith('-'))];
if (names.Length != 1 || args.Any(static word => word.StartsWith('-') && word != "--short") || areas.FirstOrDefault(area => area.Name == names[0]) is not { } chosen)
{
    await Console.Error.WriteLineAsync("usage: bench/run <area> [--short]");
    await Console.Error.WriteLineAsync($"areas: {string.Join(", ", areas.Select(static area => area.Name))}");
    return 1;
}

using CancellationTokenSource interrupted = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true; // the peers are stopped first
    interrupted.Cancel();
};
return await AreaRunner.RunAsync(chosen, isShort: args.Contains("--short"), interrupted.Token);
