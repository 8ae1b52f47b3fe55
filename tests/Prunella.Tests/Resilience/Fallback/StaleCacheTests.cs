using FsCheck;
using FsCheck.Fluent;
using Prunella.Resilience;
using Prunella.Testing;

namespace Prunella.Tests.Resilience.Fallback;

public sealed class StaleCacheTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void It_never_holds_more_bytes_than_it_may() => Prop.ForAll<(byte Key, ushort Size)[]>(stores =>
    {
        var cache = new StaleCache(new FallbackOptions { MaxBytes = 20_000 }, new ManualClock());
        foreach ((byte key, ushort size) in stores)
        {
            cache.Store($"{key}", "answer", size % 6000);
            if (cache.Bytes > 20_000)
                return false;
        }

        return true;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_least_recently_used_goes_first()
    {
        var cache = new StaleCache(new FallbackOptions { MaxBytes = 10_000 }, _clock);
        for (int i = 0; i < 8; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(1));
            cache.Store($"{i}", "answer", 1000);
        }

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(cache.TryGet("0", out string? _, out _));
        cache.Store("new", "answer", 1000);

        Assert.True(cache.TryGet("0", out string? _, out _));
        Assert.False(cache.TryGet("1", out string? _, out _));
    }

    [Fact]
    public void Types_do_not_mix_and_age_is_told()
    {
        var cache = new StaleCache(null, _clock);
        cache.Store("k", 5, 4);
        _clock.Advance(TimeSpan.FromSeconds(7));

        Assert.False(cache.TryGet("k", out string? _, out _));
        Assert.True(cache.TryGet("k", out int value, out TimeSpan age));
        Assert.Equal((5, TimeSpan.FromSeconds(7)), (value, age));
    }

    [Fact]
    public void Eight_threads_leave_no_bytes_uncounted()
    {
        var cache = new StaleCache(new FallbackOptions { MaxBytes = 50_000 });
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(seed => new Thread(() =>
        {
            var random = new Random(seed);
            for (int i = 0; i < 5000; i++)
                cache.Store($"{random.Next(300)}", "answer", random.Next(2000));
        }))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        cache.Store("last", "answer", 10); // whoever came late finds the bound kept

        Assert.InRange(cache.Bytes, cache.Count * 160, 50_000 + 8 * 2200);
    }
}
