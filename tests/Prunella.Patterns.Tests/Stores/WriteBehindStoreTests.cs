using Prunella.Patterns.Errors;
using Prunella.Patterns.Known;
using Prunella.Patterns.Scrubbing;
using Prunella.Patterns.Stores;
using static Prunella.Patterns.Tests.Stores.PatternStoreContract;

namespace Prunella.Patterns.Tests.Stores;

/// <summary>A store that is never away is a store like any other.</summary>
public sealed class WriteBehindContractTests : PatternStoreContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-behind-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    protected override Task<IPatternStore> OpenAsync(StoreOptions options) =>
        Task.FromResult<IPatternStore>(WriteBehindStore.Open(new InMemoryPatternStore(options), _folder, options.Scrubber, new WriteBehindOptions { Patience = TimeSpan.FromMinutes(10) }));
}

public sealed class WriteBehindStoreTests : IDisposable
{
    private static readonly TimeSpan Watchdog = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-behind-").FullName;
    private readonly AwayStore _shared = new(new InMemoryPatternStore(new StoreOptions { Project = "shop", OccurrenceAge = TimeSpan.FromDays(100_000) }));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task While_the_shared_store_is_away_writes_wait_and_then_they_are_sent_in_their_order()
    {
        await using WriteBehindStore store = Open();
        _shared.IsAway = true;
        for (int i = 0; i < 700; i++) // more than are sent at once
            Assert.Equal(2, await store.WriteAsync([Audited($"{i}"), Occurred($"{i}", "a", i)]));
        Assert.True(store.PendingBytes > 0);
        Assert.Empty(_shared.Taken);

        _shared.IsAway = false;
        await store.WhenSentAsync().WaitAsync(Watchdog);

        Assert.Equal(Enumerable.Range(0, 700).Select(static i => $"{i}"), (await _shared.ReadAuditAsync(0, 1000)).Select(static row => row.Record.Id));
        Assert.Equal(700, (await _shared.CountAsync()).Seen);
        Assert.Equal(0, store.PendingBytes);
        Assert.Equal(1, await store.WriteAsync([Audited("straight")]));
        Assert.Equal(0, store.PendingBytes);
    }

    [Fact]
    public async Task A_write_that_comes_while_others_wait_waits_behind_them()
    {
        await using WriteBehindStore store = Open();
        _shared.IsAway = true;
        _ = await store.WriteAsync([new HealingSetting("mode", "first", Noon)]);
        _shared.Hangs = true; // the sender is at it
        _shared.IsAway = false;
        _ = await store.WriteAsync([Audited("second")]);

        _shared.Hangs = false;
        await store.WhenSentAsync().WaitAsync(Watchdog);

        Assert.Equal(["mode", "second"], _shared.Taken.Select(static change => change.Key));
    }

    [Fact]
    public async Task What_the_shared_store_took_without_saying_so_is_not_counted_twice()
    {
        await using WriteBehindStore store = Open();
        _shared.TakesAndFails = true;
        _ = await store.WriteAsync([Occurred("1", "a", 0), Audited("1")]);
        _shared.TakesAndFails = false;
        await store.WhenSentAsync().WaitAsync(Watchdog);

        StoreCounts counts = await _shared.CountAsync();
        Assert.Equal((1, 1), (counts.Seen, counts.Audit));
    }

    [Fact]
    public async Task A_shared_store_that_does_not_answer_is_away()
    {
        await using WriteBehindStore store = Open();
        _shared.Hangs = true;

        Assert.Equal(1, await store.WriteAsync([Audited("1")]).AsTask().WaitAsync(Watchdog));
        Assert.True(store.PendingBytes > 0);
    }

    [Fact]
    public async Task Every_kind_of_change_survives_the_file()
    {
        StoreChange[] changes =
        [
            Learned("one", "a") with { Cause = "why", Pattern = "p", Origin = Origin.Person, Successes = 3, Failures = 1, LastTried = Noon }, Learned("two", "b"),
            Occurred("1", "a", 7, "näive 🌿"), new FixOutcome("o", "one", true, Noon, "note"), new LearningVector("one", "m", [0.5f, -2]),
            new CausalityEdge("f", "c", 0.5, true, "why", Noon), new HealingSetting("mode", "auto", Noon), Audited("1"), new LearningMerge("two", "one"),
            new StoredPattern(new ErrorPattern { Id = "p", Title = "t", Regex = "x", Fix = "f", Words = "w", Unless = "u" }, Origin.Seeded, Noon),
        ];
        await using WriteBehindStore store = Open();
        _shared.IsAway = true;
        _ = await store.WriteAsync(changes);
        _shared.IsAway = false;
        await store.WhenSentAsync().WaitAsync(Watchdog);

        var plain = new InMemoryPatternStore(new StoreOptions { Project = "shop" });
        _ = await plain.WriteAsync(changes);
        Assert.Equal(await plain.CountAsync(), await _shared.CountAsync());
        Assert.Equal(await plain.ListPatternsAsync(), await _shared.ListPatternsAsync());
        Assert.Equal(await plain.FindErrorAsync("fp1:e:a"), await _shared.FindErrorAsync("fp1:e:a"));
        Assert.Equal(await plain.ReadAuditHeadAsync(), await _shared.ReadAuditHeadAsync());
        Assert.Equal((await plain.FindLearningAsync("one"))! with { Names = [] }, (await _shared.FindLearningAsync("one"))! with { Names = [] });
        Assert.Equal((await plain.ListVectorsAsync("m", "", 9))[0].Values, (await _shared.ListVectorsAsync("m", "", 9))[0].Values);
    }

    [Fact]
    public async Task Secrets_do_not_get_into_the_file()
    {
        await using (WriteBehindStore store = Open())
        {
            _shared.IsAway = true;
            _ = await store.WriteAsync([Occurred("1", "a", 0, "aws_access_key_id=AKIAQ3EGRIVNZCUKT7XB")]);
        }

        string kept = File.ReadAllText(Assert.Single(Directory.EnumerateFiles(_folder)));
        Assert.DoesNotContain("AKIAQ3EGRIVNZCUKT7XB", kept, StringComparison.Ordinal);
        Assert.Contains("secret", kept, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_file_refuses_and_keeps_what_it_has()
    {
        await using WriteBehindStore store = Open(new WriteBehindOptions { MostBytes = 64 * 1024, FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(5) });
        _shared.IsAway = true;
        int kept = 0;
        _ = await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            for (; kept < 10_000; kept++)
                _ = await store.WriteAsync([Audited($"{kept}")]);
        });

        Assert.InRange(store.PendingBytes, 60 * 1024, 64 * 1024);
        _shared.IsAway = false;
        await store.WhenSentAsync().WaitAsync(Watchdog);
        Assert.Equal(kept, (await _shared.CountAsync()).Audit);
    }

    [Fact]
    public async Task What_the_shared_store_will_never_take_is_put_aside_and_holds_nobody_up()
    {
        await using WriteBehindStore store = Open();
        _shared.IsAway = true;
        foreach (string id in new[] { "1", "bad", "2" })
            _ = await store.WriteAsync([Audited(id)]);
        _shared.Refuses = static change => change.Key == "bad";
        _shared.IsAway = false;
        await store.WhenSentAsync().WaitAsync(Watchdog);

        Assert.Equal(["1", "2"], (await _shared.ReadAuditAsync(0, 9)).Select(static row => row.Record.Id));
        Assert.Contains("\"bad\"", File.ReadAllText(Assert.Single(Directory.EnumerateFiles(_folder, "*.refused"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_process_left_is_sent_by_the_next_that_opens_the_folder()
    {
        _shared.IsAway = true;
        await using (WriteBehindStore store = Open())
            _ = await store.WriteAsync([Audited("1"), Audited("2")]);
        await using (WriteBehindStore store = Open())
            _ = await store.WriteAsync([Audited("3")]);

        _shared.IsAway = false;
        await using (WriteBehindStore store = Open())
            await store.WhenSentAsync().WaitAsync(Watchdog);

        Assert.Equal(["1", "2", "3"], (await _shared.ReadAuditAsync(0, 9)).Select(static row => row.Record.Id).Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Files_of_stores_that_are_open_are_left_alone()
    {
        _shared.IsAway = true;
        await using WriteBehindStore one = Open();
        _ = await one.WriteAsync([Audited("1")]);
        await using WriteBehindStore other = Open();

        Assert.Equal(0, other.PendingBytes);
        Assert.True(one.PendingBytes > 0);
    }

    [Fact]
    public async Task What_a_killed_process_was_told_is_kept_is_kept()
    {
        StoreWriter writer = StoreWriter.Start("behind", _folder, "w", 100_000);
        await writer.ToldAsync(50);
        writer.Kill();
        int told = await writer.EndAsync();

        await using WriteBehindStore store = Open();
        _ = await store.WriteAsync([Learned("one", "a")]);
        await store.WhenSentAsync().WaitAsync(Watchdog);

        StoreCounts counts = await _shared.CountAsync();
        Assert.InRange(counts.Audit, told, told + 1);
        Assert.Equal(2 * counts.Audit, counts.Seen);
        Assert.Equal(Enumerable.Range(1, (int)counts.Audit).Select(static i => $"w-{i}"), (await _shared.ReadAuditAsync(0, 100_000)).Select(static row => row.Record.Id));
    }

    private WriteBehindStore Open(WriteBehindOptions? options = null) => WriteBehindStore.Open(
        _shared, _folder, new Scrubber(), options ?? new WriteBehindOptions { Patience = TimeSpan.FromMilliseconds(200), FirstPause = TimeSpan.FromMilliseconds(1), LongestPause = TimeSpan.FromMilliseconds(5) });
}
