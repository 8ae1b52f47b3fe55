using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Prunella.Resilience;

/// <content>Answers from the past, and the calls that need surroundings of their own.</content>
public sealed partial class SelfHealingPipeline
{
    private const int UnknownSize = 1024;

    private static bool HasSecondAnswer<T>(Plan plan, CallOptions<T>? options) =>
        options is not null && (options.Fallback is not null || plan.Cache is not null && options is { CacheKey: not null, Idempotent: true });

    private static bool NeedsDetour<T>(Plan plan, CallOptions<T>? options) =>
        plan.Deadline is not null || options is { SoftTimeout: not null, CacheKey: not null, Idempotent: true } && plan.Cache is not null;

    /// <summary>Gives the call its deadline; and where a kept answer is at hand, waits for a new one only so long.</summary>
    private async ValueTask<T> DetourAsync<TCall, T>(
        Plan plan, TCall call, CallOptions<T>? options, CancellationToken caller)
        where TCall : struct, ICall<T>
    {
        using Deadline.Scope? scope = BeginDeadline(plan);
        if (plan.Cache is not { } cache || options is not { SoftTimeout: { } patience, CacheKey: { } key, Idempotent: true } || !cache.TryGet<T>(key, out _, out _))
            return await RunStraightAsync(plan, call, options, caller).ConfigureAwait(false);

        if (cache.IsRefreshing<T>(key) && TryServeStale(plan, options, "a call that is under way", out T? spared))
            return spared;

        Task<T> running = RunStraightAsync(plan, call, options, caller).AsTask();
        if (await IsDoneWithinAsync(running, patience, caller).ConfigureAwait(false) || !TryServeStale(plan, options, "slowness", out T? stale))
            return await running.ConfigureAwait(false);
        Follow(running, cache, key);
        return stale;
    }

    private Deadline.Scope? BeginDeadline(Plan plan)
    {
        try
        {
            return plan.Deadline is { } allowed ? Deadline.Begin(allowed, _clock.Time) : null;
        }
        catch (Exception fault)
        {
            _reporter.Fault("deadline", fault);
            return null;
        }
    }

    private async ValueTask<bool> IsDoneWithinAsync(Task running, TimeSpan patience, CancellationToken caller)
    {
        if (running.IsCompleted)
            return true;
        try
        {
            using var done = CancellationTokenSource.CreateLinkedTokenSource(caller);
            Task delay = Task.Delay(patience, _clock.Time, done.Token);
            bool inTime = await Task.WhenAny(running, delay).ConfigureAwait(false) == running;
            await done.CancelAsync().ConfigureAwait(false);
            return inTime || caller.IsCancellationRequested;
        }
        catch (Exception fault)
        {
            _reporter.Fault("soft-timeout", fault);
            return true;
        }
    }

    /// <summary>Lets a slow call go on by itself, and spares others the same call meanwhile.</summary>
    private static void Follow<T>(Task<T> running, StaleCache cache, string key)
    {
        bool first = cache.TryBeginRefresh<T>(key);
        _ = running.ContinueWith(
            task =>
            {
                _ = task.Exception; // seen: the caller has his answer
                if (first)
                    cache.EndRefresh<T>(key);
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private bool TryServeStale<T>(Plan plan, CallOptions<T>? options, string reason, [MaybeNullWhen(false)] out T answer)
    {
        answer = default;
        try
        {
            if (plan.Cache is not { } cache || options is not { CacheKey: { } key, Idempotent: true } || !cache.TryGet(key, out answer, out TimeSpan age))
                return false;
            _reporter.StaleServed(Name, age, reason);
            return true;
        }
        catch (Exception fault)
        {
            _reporter.Fault("stale", fault);
            return false;
        }
    }

    private void Keep<T>(Plan plan, CallOptions<T> options, T answer)
    {
        try
        {
            if (plan.Cache is { } cache && options is { CacheKey: { } key, Idempotent: true })
                cache.Store(key, answer, options.SizeOf?.Invoke(answer) ?? SizeOf(answer));
        }
        catch (Exception fault)
        {
            _reporter.Fault("keep", fault);
        }
    }

    private static int SizeOf<T>(T answer) => answer switch
    {
        string text => Encoding.Unicode.GetByteCount(text),
        byte[] bytes => bytes.Length,
        ReadOnlyMemory<byte> bytes => bytes.Length,
        _ => UnknownSize,
    };
}
