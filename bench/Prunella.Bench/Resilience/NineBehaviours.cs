using System.Reflection;
using Prunella.Bench.Reporting;
using Prunella.Polly.Tests;

namespace Prunella.Bench.Resilience;

/// <summary>Runs the tests of the nine behaviours and counts those that are right.</summary>
internal sealed class NineBehaviours : IMeasurement
{
    public string Name => "nine behaviours";

    public async Task RunAsync(Bench bench, Report report, CancellationToken cancellationToken)
    {
        Table table = new("Nine behaviours", "test", "result");
        HashSet<char> wrong = [];
        HashSet<char> seen = [];
        foreach (MethodInfo test in typeof(NineBehavioursTests).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            bool ok = await PassesAsync(test);
            table.Row(test.Name.Replace('_', ' '), ok ? "as described" : "otherwise");
            if (!test.Name.Contains("Prunella", StringComparison.Ordinal))
                continue;
            char number = test.Name.First(char.IsDigit);
            _ = seen.Add(number);
            if (!ok)
                _ = wrong.Add(number);
        }

        report.Add(table);
        report.Set("nine_behaviours_ok", seen.Count - wrong.Count);
    }

    private static async Task<bool> PassesAsync(MethodInfo test)
    {
        try
        {
            if (test.Invoke(new NineBehavioursTests(), null) is Task running)
                await running;
            return true;
        }
        catch (Exception)
        {
            return false; // an assertion that does not hold is an exception
        }
    }
}
