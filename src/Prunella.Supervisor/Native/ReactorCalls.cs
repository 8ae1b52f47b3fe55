namespace Prunella.Supervisor.Native;

/// <summary>Calls to the reactor from elsewhere, that bring a result or an error back.</summary>
internal static class ReactorCalls
{
    /// <summary>Runs work on the reactor and waits for its result; on the reactor itself it runs at once.</summary>
    public static T Run<T>(this Reactor reactor, Func<T> work) =>
        reactor.IsCurrent ? work() : reactor.RunAsync(work).GetAwaiter().GetResult();

    /// <summary>Runs work between two steps of the reactor.</summary>
    /// <returns>Its result; continuations run elsewhere.</returns>
    public static Task<T> RunAsync<T>(this Reactor reactor, Func<T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        reactor.Post(() =>
        {
            try
            {
                result.SetResult(work());
            }
            catch (Exception error)
            {
                result.SetException(error);
            }
        });
        return result.Task;
    }

    /// <summary>Ends after a while; what awaits it on the reactor goes on there.</summary>
    public static Task PauseAsync(this Reactor reactor, TimeSpan time)
    {
        var pause = new TaskCompletionSource();
        _ = reactor.Schedule(time, pause.SetResult);
        return pause.Task;
    }
}
