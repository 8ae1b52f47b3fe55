using System.Diagnostics;
using System.Globalization;
using Prunella.Bench.Resilience;

namespace Prunella.Bench.Fuzzing;

/// <summary>Feeds broken input to the readers: <c>bench/run fuzz &lt;minutes&gt; [seed] [target]</c>. What crashes one, or holds it up, is kept in artifacts/fuzz.</summary>
internal static class Fuzz
{
    public const string Verb = "fuzz";

    // Of one input of at most some 50 kB; processor time, for other work may fill the machine.
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(3), Endless = TimeSpan.FromMinutes(2);

    /// <returns>0 where nothing crashed or was slow.</returns>
    public static int Run(IReadOnlyList<string> words)
    {
        double minutes = words.Count > 0 ? double.Parse(words[0], CultureInfo.InvariantCulture) : 1;
        int seed = words.Count > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) : Environment.TickCount;
        string folder = Directory.CreateTempSubdirectory("prunella-fuzz-").FullName;
        FuzzTarget[] targets = [.. FuzzTargets.All(folder).Where(target => words.Count < 3 || target.Name == words[2])];
        if (targets.Length == 0)
        {
            Console.Error.WriteLine($"There is no target '{words[2]}'; there are {string.Join(", ", FuzzTargets.All(folder).Select(static target => target.Name))}.");
            return 1;
        }

        var random = new Random(seed);
        var watch = Stopwatch.StartNew();
        var runs = new long[targets.Length];
        int faults = 0;
        using var endless = new Timer(static _ => Environment.FailFast("An input is read without an end; it lies in artifacts/fuzz/running."));
        while (watch.Elapsed.TotalMinutes < minutes)
        {
            int chosen = (int)(runs.Sum() % targets.Length);
            byte[] input = Mutation.Of(targets[chosen], random);
            Keep("running", input);
            _ = endless.Change(Endless, Timeout.InfiniteTimeSpan);
            long begun = ThreadTime.Nanoseconds;
            string? fault = null;
            try
            {
                targets[chosen].Read(input);
                var took = TimeSpan.FromMicroseconds((ThreadTime.Nanoseconds - begun) / 1_000);
                if (took > Slow)
                    fault = string.Create(CultureInfo.InvariantCulture, $"took {took.TotalSeconds:F1} s of processor time");
            }
            catch (Exception error)
            {
                fault = error.ToString();
            }

            if (fault is not null)
                Console.WriteLine($"{Keep(string.Create(CultureInfo.InvariantCulture, $"{targets[chosen].Name}-{seed}-{runs[chosen]}"), input)}: {fault}");
            faults += fault is null ? 0 : 1;
            runs[chosen]++;
        }

        Directory.Delete(folder, recursive: true);
        foreach ((FuzzTarget target, long count) in targets.Zip(runs))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name,-12} {count,9:N0} inputs"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed={seed} runs={runs.Sum()} faults={faults} minutes={watch.Elapsed.TotalMinutes:F1}"));
        return faults == 0 ? 0 : 1;
    }

    private static string Keep(string name, byte[] input)
    {
        string path = Path.Combine("artifacts", "fuzz", name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, input);
        return path;
    }
}
