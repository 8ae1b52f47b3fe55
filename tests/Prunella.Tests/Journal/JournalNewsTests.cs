using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Journal;

namespace Prunella.Tests.Journal;

public sealed class JournalNewsTests
{
    [Fact]
    public async Task Readers_hear_of_facts_once_the_hold_ends_in_the_order_they_were_noted()
    {
        await using EventJournal journal = Open();
        using JournalSubscription news = journal.Subscribe();
        IDisposable hold = journal.HoldNews();

        long first = journal.Append(Fact("one"));
        long second = journal.Append(Fact("two"));

        Assert.Equal((1, 2), (first, second));
        Assert.Equal(2, journal.Status.LastSequence);
        Assert.False(news.Entries.TryRead(out _));
        hold.Dispose();
        _ = journal.Append(Fact("three"));
        Assert.Equal([1, 2, 3], await ReadAsync(news, 3));
    }

    [Fact]
    public async Task A_hold_within_a_hold_ends_with_the_outer_one_and_disposing_twice_ends_it_once()
    {
        await using EventJournal journal = Open();
        using JournalSubscription news = journal.Subscribe();
        IDisposable outer = journal.HoldNews();
        IDisposable inner = journal.HoldNews();
        _ = journal.Append(Fact("one"));

        inner.Dispose();
        inner.Dispose();

        Assert.False(news.Entries.TryRead(out _));
        outer.Dispose();
        Assert.Equal([1], await ReadAsync(news, 1));
    }

    [Fact]
    public async Task What_was_noted_in_a_hold_reaches_the_disk()
    {
        string folder = Directory.CreateTempSubdirectory("prunella-news-").FullName;
        try
        {
            await using (EventJournal journal = EventJournal.Open(
                new JournalOptions { Directory = folder }, TimeProvider.System, NullLogger<EventJournal>.Instance))
            {
                using (journal.HoldNews())
                    _ = journal.Append(Fact("one"));
                await journal.FlushAsync();
                Assert.Equal(1, journal.Status.Durable?.Sequence);
            }

            Assert.True(JournalVerifier.Verify(folder).IsWhole);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static EventJournal Open() => EventJournal.Open(new JournalOptions(), TimeProvider.System, NullLogger<EventJournal>.Instance);

    private static HealingStopped Fact(string reason) => new() { Author = "test", Reason = reason };

    private static async Task<List<long>> ReadAsync(JournalSubscription news, int count)
    {
        List<long> read = [];
        while (read.Count < count)
            read.Add((await news.Entries.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30))).Sequence);
        return read;
    }
}
