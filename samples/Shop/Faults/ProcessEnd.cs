namespace Shop.Faults;

/// <summary>The ends a process can take.</summary>
internal static class ProcessEnd
{
    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromMilliseconds(50);

    /// <summary>Ends the process as an unhandled error does: by SIGABRT, without any clean-up.</summary>
    public static void Crash(string reason) => Environment.FailFast($"Shop.Faults: {reason}");

    /// <summary>Runs <paramref name="end"/> a moment from now, so that the request that asked for it is answered.</summary>
    public static void Soon(Action end)
    {
        var thread = new Thread(() =>
        {
            using var never = new ManualResetEventSlim();
            _ = never.Wait(TimeToAnswer);
            end();
        }) { Name = "fault-end", IsBackground = true };
        thread.Start();
    }
}
