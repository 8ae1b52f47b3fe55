using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Prunella.Resilience;

/// <content>Second answers: from the past, and by the degraded way.</content>
public sealed partial class SelfHealingPipeline
{
    private const int UnknownSize = 1024;

    private static bool HasSecondAnswer<T>(Plan plan, CallOptions<T>? options) =>
        options is not null && (options.Fallback is not null || plan.Cache is not null && options is { CacheKey: not null, Idempotent: true });

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

    private async ValueTask<(bool Has, T? Answer)> FallBackAsync<T>(
        Func<Exception, CancellationToken, ValueTask<T>> fallback, Exception error, string reason, CancellationToken caller)
    {
        try
        {
            T answer = await fallback(error, caller).ConfigureAwait(false);
            _reporter.FellBack(Name, reason);
            return (true, answer);
        }
        catch (Exception failure)
        {
            _reporter.FallbackFailed(Name, failure); // what was there before stands
            return default;
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
