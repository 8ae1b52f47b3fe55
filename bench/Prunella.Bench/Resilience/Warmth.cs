using System.Diagnostics;

namespace Prunella.Bench.Resilience;

/// <summary>Brings code past the tiers of the compiler, which works in the background and needs its time on a busy machine.</summary>
internal static class Warmth
{
    private const int Passes = 4;
    private static readonly TimeSpan Pass = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(400);

    public static async Task ReachAsync(IEnumerable<Action> ways, CancellationToken cancellationToken)
    {
        Action[] all = [.. ways];
        for (int pass = 0; pass < Passes; pass++)
        {
            foreach (Action way in all)
            {
                long begun = Stopwatch.GetTimestamp();
                while (Stopwatch.GetElapsedTime(begun) < Pass)
                    way();
            }

            await Task.Delay(Rest, cancellationToken);
        }
    }
}
