using Prunella.Kernel;

namespace Prunella.Recovery;

/// <summary>Waits for foreign work no longer than allowed, by the loop's own timers: the thread pool's may be starved.</summary>
internal static class LoopDeadline
{
    /// <summary>The result of <paramref name="work"/>, begun at once on the calling loop.</summary>
    /// <exception cref="TimeoutException">It took longer than <paramref name="limit"/>. It was told to stop, and is waited for no more.</exception>
    public static async ValueTask<T> WithinAsync<T>(this ILoop loop, TimeSpan limit, Func<CancellationToken, ValueTask<T>> work)
    {
        using var cancellation = new CancellationTokenSource();
        ValueTask<T> begun = work(cancellation.Token);
        if (begun.IsCompleted)
            return await begun;

        Task<T> task = begun.AsTask();
        var gate = new TaskCompletionSource<bool>();
        _ = OpenAfterAsync(task, gate);
        using (loop.Schedule(limit, () => gate.TrySetResult(false)))
        {
            if (await gate.Task)
                return await task;
        }

        Cancel(cancellation);
        throw new TimeoutException($"no end after {limit.InWords()}; abandoned");
    }

    /// <inheritdoc cref="WithinAsync{T}"/>
    public static async ValueTask WithinAsync(this ILoop loop, TimeSpan limit, Func<CancellationToken, ValueTask> work) =>
        _ = await loop.WithinAsync(limit, async token =>
        {
            await work(token);
            return true;
        });

    // Not Task.WhenAny: that goes over the thread pool where the task wants its continuations run elsewhere; an await comes straight to the loop.
    private static async Task OpenAfterAsync(Task task, TaskCompletionSource<bool> gate)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        _ = gate.TrySetResult(true);
    }

    private static void Cancel(CancellationTokenSource cancellation)
    {
        try
        {
            cancellation.Cancel();
        }
        catch (AggregateException)
        {
            // What a stranger's callback does on cancellation is not ours to mend.
        }
    }
}
