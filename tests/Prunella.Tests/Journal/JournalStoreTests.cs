using Prunella.Journal;

namespace Prunella.Tests.Journal;

public sealed class JournalStoreTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    [Fact]
    public async Task A_full_disk_loses_nothing_that_still_fits_into_memory()
    {
        await using EventJournal journal = _folder.Open();
        _ = await journal.AppendDurableAsync(JournalFolder.Fact(1));
        _folder.Disk.Room = 100; // the next line is torn in the middle
        IOException error = await Assert.ThrowsAsync<IOException>(async () => await journal.AppendDurableAsync(JournalFolder.Fact(2)));
        Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
        Assert.Contains("No space left", journal.Status.StoreError, StringComparison.Ordinal);

        _folder.Disk.Room = long.MaxValue;
        _ = await journal.AppendDurableAsync(JournalFolder.Fact(3));

        JournalVerification found = _folder.Verify();
        Assert.True(found.IsWhole, found.Fault?.ToString());
        Assert.Equal((3, 0), (found.Entries, found.Missing));
        Assert.Equal((null, 0), (journal.Status.StoreError, journal.Status.Lost));
        Assert.Equal(found.Head, journal.Status.Durable);
    }

    [Fact]
    public async Task What_does_not_fit_while_the_disk_is_away_is_counted_and_stated_in_its_place()
    {
        _folder.Options = _folder.Options with { RingCapacity = 32, QueueCapacity = 16 };
        await using (EventJournal journal = _folder.Open())
        {
            _ = await journal.AppendDurableAsync(JournalFolder.Fact(1));
            _folder.Disk.Room = 0;
            for (int i = 2; i <= 100; i++)
                _ = journal.Append(JournalFolder.Fact(i));
            _ = await Assert.ThrowsAsync<IOException>(() => journal.FlushAsync());
            Assert.Equal(100 - 1 - 16, journal.Status.Lost);

            _folder.Disk.Room = long.MaxValue;
            await journal.FlushAsync();
            Assert.Equal(101, await journal.AppendDurableAsync(JournalFolder.Fact(101)));
        }

        await using EventJournal reopened = _folder.Open();
        List<JournalEntry> entries = await JournalFolder.All(reopened);
        EntriesLost[] stated = [.. entries.Select(static entry => entry.Event).OfType<EntriesLost>()]; // two, where the thread looked while entries were lost
        Assert.Equal([.. Enumerable.Range(1, 17).Select(static i => (long)i), 101], entries.Where(static entry => entry.Event is not EntriesLost).Select(static entry => entry.Sequence));
        Assert.Equal((18, 83), (entries[17].Sequence, stated.Sum(static loss => loss.Count)));
        JournalVerification found = _folder.Verify();
        Assert.True(found.IsWhole, found.Fault?.ToString());
        Assert.Equal(83 - stated.Length, found.Missing); // 83 places, of which each statement has one
    }

    [Fact]
    public async Task A_hanging_disk_holds_up_nobody()
    {
        _folder.Options = _folder.Options with { RingCapacity = 32, QueueCapacity = 16 };
        await using EventJournal journal = _folder.Open();
        _folder.Disk.Hang();
        for (int i = 1; i <= 1000; i++)
            _ = journal.Append(JournalFolder.Fact(i));
        Assert.Equal(1000 - 16, journal.Status.Lost);
        _ = await Assert.ThrowsAsync<IOException>(async () => await journal.AppendDurableAsync(JournalFolder.Fact(1001)));

        _folder.Disk.GoOn();
        await journal.FlushAsync();
        Assert.True(_folder.Verify(new JournalAnchor(17)).IsWhole);
    }

    [Fact]
    public async Task After_a_failed_fsync_all_since_the_last_good_one_is_written_anew()
    {
        _folder.Options = _folder.Options with { Fsync = FsyncPolicy.Never, MaxFileBytes = 1 << 20 };
        await using EventJournal journal = _folder.Open();
        for (int i = 1; i <= 20; i++)
            _ = journal.Append(JournalFolder.Fact(i));
        _folder.Disk.SyncFails = true;
        _ = await Assert.ThrowsAsync<IOException>(() => journal.FlushAsync());

        _folder.Disk.SyncFails = false;
        await journal.FlushAsync();
        JournalVerification found = _folder.Verify(journal.Status.Durable);
        Assert.True(found.IsWhole, found.Fault?.ToString());
        Assert.Equal(20, found.Entries);
    }

    [Fact]
    public async Task Deleting_the_file_under_the_journal_is_noticed_and_writing_goes_on()
    {
        await using EventJournal journal = _folder.Open();
        _ = await journal.AppendDurableAsync(JournalFolder.Fact(1));
        File.Delete(Assert.Single(_folder.Files()));
        _ = await Assert.ThrowsAsync<IOException>(async () => await journal.AppendDurableAsync(JournalFolder.Fact(2)));
        await journal.FlushAsync();

        JournalVerification found = _folder.Verify();
        Assert.Equal((true, 2, 1), (found.BeginningIsCut, found.FirstSequence, found.Entries));
    }

    [Fact]
    public async Task The_oldest_files_go_and_verify_says_so()
    {
        _folder.Options = _folder.Options with { MaxTotalBytes = 6000 };
        _ = await _folder.Fill(100);

        Assert.InRange(_folder.Files().Sum(static file => new FileInfo(file).Length), 3000, 6000);
        JournalVerification found = _folder.Verify();
        Assert.True(found.IsWhole, found.Fault?.ToString());
        Assert.True(found.BeginningIsCut);
        Assert.Equal(100, found.Head!.Sequence);
        Assert.Equal(found.FirstSequence, 100 - found.Entries + 1);

        await using EventJournal reopened = _folder.Open();
        Assert.Equal(found.Entries, (await JournalFolder.All(reopened)).Count);
    }

    [Theory]
    [InlineData(FsyncPolicy.Always)]
    [InlineData(FsyncPolicy.Interval)]
    [InlineData(FsyncPolicy.Never)]
    public async Task Under_each_policy_a_closed_journal_is_whole(FsyncPolicy policy)
    {
        _folder.Options = _folder.Options with { Fsync = policy };
        _ = await _folder.Fill(50);
        JournalVerification found = _folder.Verify();
        Assert.True(found.IsWhole, found.Fault?.ToString());
        Assert.Equal(50, found.Entries);
        Assert.True(found.Files > 3);
    }

    public void Dispose() => _folder.Dispose();
}
