namespace Prunella.Bench.Service;

/// <summary>Burns processor time on threads of its own.</summary>
internal static class Spinning
{
    public static void Start(int threads, TimeSpan duration)
    {
        long begin = TimeProvider.System.GetTimestamp();
        for (int i = 0; i < threads; i++)
        {
            new Thread(() =>
            {
                while (TimeProvider.System.GetElapsedTime(begin) < duration)
                    Thread.SpinWait(10_000);
            }) { IsBackground = true }.Start();
        }
    }
}
