namespace Prunella.Bench.Service;

/// <summary>Holds a large heap of small objects and replaces them as fast as it can: the collector never rests, and each full collection is long.</summary>
internal static class Churn
{
    // Two objects and their contents.
    private const int NodeBytes = 256;

    public static void Start(int megabytes, int threads, TimeSpan duration)
    {
        long begin = TimeProvider.System.GetTimestamp();
        int nodes = (int)(megabytes * (1L << 20) / NodeBytes / threads);
        for (int i = 0; i < threads; i++)
        {
            int seed = i;
            new Thread(() => Replace(new Node?[nodes], new Random(seed), () => TimeProvider.System.GetElapsedTime(begin) < duration)) { IsBackground = true }.Start();
        }
    }

    private static void Replace(Node?[] held, Random random, Func<bool> goesOn)
    {
        while (goesOn())
        {
            // In any order, so that old and new lie mixed; each points to another, so that there is much to follow.
            for (int i = 0; i < 10_000; i++)
            {
                Node? other = held[random.Next(held.Length)];
                held[random.Next(held.Length)] = new Node(other is null ? null : new Node(null));
            }
        }
    }

    private sealed class Node(Node? other)
    {
        public readonly Node? Other = other;
        public readonly byte[] Content = new byte[NodeBytes / 4];
    }
}
