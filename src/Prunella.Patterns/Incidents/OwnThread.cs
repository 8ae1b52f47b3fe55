namespace Prunella.Patterns.Incidents;

/// <summary>Runs work on a thread of its own: it waits for disks and programs, and holds up nobody by that.</summary>
internal static class OwnThread
{
    public static Task<T> RunAsync<T>(string name, Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                done.SetResult(work().GetAwaiter().GetResult());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        })
        { Name = name, IsBackground = true }.Start();
        return done.Task;
    }
}
