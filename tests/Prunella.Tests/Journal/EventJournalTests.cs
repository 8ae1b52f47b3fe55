using System.Collections.Concurrent;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.Tests.Journal;

public sealed class EventJournalTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    [Fact]
    public async Task Eight_threads_lose_nothing_and_get_places_without_a_gap()
    {
        const int threads = 8, each = 2000;
        _folder.Options = _folder.Options with { RingCapacity = 1 << 16, QueueCapacity = 1 << 16, MaxFileBytes = 100_000 };
        var places = new ConcurrentBag<long>();
        await using (EventJournal journal = _folder.Open())
        {
            Thread[] writers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() =>
            {
                for (int i = 0; i < each; i++)
                    places.Add(journal.Append(JournalFolder.Fact(i)));
            }))];
            Array.ForEach(writers, static writer => writer.Start());
            Array.ForEach(writers, static writer => writer.Join());
        }

        Assert.Equal(Enumerable.Range(1, threads * each).Select(static i => (long)i), places.Order());
        JournalVerification found = _folder.Verify();
        Assert.True(found.IsWhole, found.Fault?.ToString());
        Assert.Equal((threads * each, 0), (found.Entries, found.Missing));
    }

    [Fact]
    public async Task What_is_acknowledged_is_in_a_copy_taken_at_that_moment()
    {
        await using EventJournal journal = _folder.Open();
        for (int i = 1; i <= 30; i++)
        {
            long place = await journal.AppendDurableAsync(JournalFolder.Fact(i));
            using var copy = new JournalFolder();
            foreach (string file in _folder.Files())
                File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));
            JournalVerification found = copy.Verify(new JournalAnchor(place));
            Assert.True(found.IsWhole, found.Fault?.ToString());
        }
    }

    [Fact]
    public async Task A_slow_subscriber_misses_exactly_the_counted_number()
    {
        await using EventJournal journal = _folder.Open();
        using JournalSubscription slow = journal.Subscribe(capacity: 10);
        for (int i = 1; i <= 100; i++)
            _ = journal.Append(JournalFolder.Fact(i));

        slow.Dispose();
        List<long> read = [];
        await foreach (JournalEntry entry in slow.Entries.ReadAllAsync())
            read.Add(entry.Sequence);

        Assert.Equal(90, slow.Missed);
        Assert.Equal(Enumerable.Range(91, 10).Select(static i => (long)i), read);
    }

    [Fact]
    public async Task Disposing_completes_the_subscriptions_and_later_facts_do_no_harm()
    {
        EventJournal journal = _folder.Open();
        JournalSubscription subscription = journal.Subscribe();
        await journal.DisposeAsync();

        Assert.False(await subscription.Entries.WaitToReadAsync());
        Assert.Equal(1, journal.Append(JournalFolder.Fact(1)));
        _ = await Assert.ThrowsAsync<IOException>(async () => await journal.AppendDurableAsync(JournalFolder.Fact(2)));
        Assert.False(await journal.Subscribe().Entries.WaitToReadAsync());
    }

    [Fact]
    public async Task A_second_opener_is_refused_until_the_first_is_done()
    {
        EventJournal first = _folder.Open();
        IOException refused = Assert.Throws<IOException>(_folder.Open);
        Assert.Contains($"pid {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);

        await first.DisposeAsync();
        await _folder.Open().DisposeAsync();
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Directory_and_files_are_for_the_owner_alone()
    {
        string path = Path.Combine(_folder.Path, "deeper");
        await using EventJournal journal = EventJournal.Open(
            new JournalOptions { Directory = path }, TimeProvider.System, NullLogger<EventJournal>.Instance);
        _ = await journal.AppendDurableAsync(JournalFolder.Fact(1));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        Assert.All(Directory.GetFiles(path), static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public async Task A_merged_fact_keeps_its_time_and_source()
    {
        await using EventJournal journal = _folder.Open();
        var time = new DateTimeOffset(2020, 2, 3, 4, 5, 6, TimeSpan.FromHours(2));
        long place = journal.Merge(JournalFolder.Fact(1), time, "orders#1");

        JournalEntry entry = Assert.Single(await JournalFolder.All(journal));
        Assert.Equal(new JournalEntry(place, time, "orders#1", JournalFolder.Fact(1)), entry);
        Assert.Equal(TimeSpan.Zero, entry.Time.Offset);
    }

    [Fact]
    public async Task Queries_give_the_same_from_files_as_from_memory()
    {
        IncidentId incident = IncidentId.New(new Random(1));
        JournalOptions small = _folder.Options with { RingCapacity = 16, QueueCapacity = 16 };
        DateTimeOffset start = _folder.Clock.GetUtcNow();
        var expected = new List<JournalEntry>();
        _folder.Options = small;
        await using EventJournal journal = _folder.Open();
        for (int i = 1; i <= 200; i++)
        {
            CircuitChanged fact = JournalFolder.Fact(i) with
            {
                Component = new ComponentName(i % 2 == 0 ? "orders#2" : "db/main"),
                Incident = i % 10 == 0 ? incident : null,
            };
            long place = await journal.AppendDurableAsync(fact);
            expected.Add(new JournalEntry(place, _folder.Clock.GetUtcNow(), "test", fact));
            _folder.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        JournalQuery[] queries =
        [
            new(), new() { After = 190 }, new() { After = 50 }, new() { Last = 5 }, new() { Last = 100 }, new() { Last = 0 }, new() { Last = 1000 },
            new() { Component = new ComponentName("orders#2") }, new() { Incident = incident }, new() { Incident = incident, Last = 7 },
            new() { From = start.AddSeconds(20), Until = start.AddSeconds(30) }, new() { Until = start.AddSeconds(5), Last = 2 },
            new() { Component = new ComponentName("orders#3") }, new() { From = start.AddSeconds(195) },
        ];
        foreach (JournalQuery query in queries.Concat(queries)) // twice: the second time the times of files are known
        {
            IEnumerable<JournalEntry> fitting = expected.Where(query.Matches);
            Assert.Equal(fitting.TakeLast(query.Last ?? int.MaxValue), await JournalFolder.All(journal, query));
        }
    }

    [Fact]
    public async Task A_giant_message_is_cut_and_marked()
    {
        var giant = new ProcessExited
        {
            ProcessId = 1, Asked = false, Uptime = TimeSpan.Zero, Component = new ComponentName("orders"),
            LastLines = [.. Enumerable.Repeat(new string('\u0001', 3_000_000), 20)],
        };
        await using EventJournal journal = _folder.Open();
        _ = await journal.AppendDurableAsync(giant);

        Assert.InRange(new FileInfo(Assert.Single(_folder.Files())).Length, 1000, 16 << 10);
        ProcessExited kept = Assert.IsType<ProcessExited>(Assert.Single(await JournalFolder.All(journal)).Event);
        Assert.Equal(giant.Component, kept.Component);
        Assert.All(kept.LastLines, static line => Assert.EndsWith("…", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_directory_the_ring_is_all_there_is()
    {
        await using EventJournal journal = EventJournal.Open(
            new JournalOptions { RingCapacity = 16, QueueCapacity = 16 }, _folder.Clock, NullLogger<EventJournal>.Instance);
        for (int i = 1; i <= 40; i++)
            _ = await journal.AppendDurableAsync(JournalFolder.Fact(i));
        await journal.FlushAsync();

        Assert.Equal(Enumerable.Range(25, 16).Select(static i => (long)i), (await JournalFolder.All(journal)).Select(static entry => entry.Sequence));
        Assert.Null(journal.Status.Durable);
    }

    [Fact]
    public void Every_bad_option_is_named_at_once()
    {
        var bad = new JournalOptions
        {
            Source = "", Directory = " ", Fsync = (FsyncPolicy)9, FsyncInterval = TimeSpan.Zero, MaxFileBytes = 1, MaxTotalBytes = 1,
            RingCapacity = 1, QueueCapacity = 100, QueueBytes = 1,
        };
        OptionsValidationException refused = Assert.Throws<OptionsValidationException>(
            () => EventJournal.Open(bad, TimeProvider.System, NullLogger<EventJournal>.Instance));
        Assert.Equal(9, refused.Failures.Count());
    }

    public void Dispose() => _folder.Dispose();
}
