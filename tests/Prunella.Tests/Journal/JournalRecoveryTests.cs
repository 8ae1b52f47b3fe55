using FsCheck;
using FsCheck.Fluent;
using Prunella.Journal;

namespace Prunella.Tests.Journal;

public sealed class JournalRecoveryTests
{
    [Fact]
    public void Any_interleaving_of_appends_flushes_and_reopening_gives_a_whole_chain_of_the_same_entries()
    {
        Prop.ForAll(Steps(), steps =>
        {
            using var folder = new JournalFolder();
            folder.Disk.SyncIsSkipped = true;
            List<JournalEvent> appended = [];
            Run(folder, steps, appended).GetAwaiter().GetResult();
            JournalVerification found = folder.Verify();
            return found.IsWhole && found.Entries == appended.Count && found.Missing == 0;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public async Task Any_truncation_of_the_last_file_recovers_all_whole_lines()
    {
        using var origin = new JournalFolder();
        byte[][] files = await origin.Fill(12);
        string[] names = origin.Files();
        byte[] last = files[^1];
        int before = files[..^1].Sum(static file => file.Count(static letter => letter == '\n'));
        for (int length = 0; length < last.Length; length += length < 40 || length > last.Length - 40 ? 1 : 11)
        {
            using var folder = new JournalFolder();
            folder.Disk.SyncIsSkipped = true;
            for (int i = 0; i < files.Length; i++)
                File.WriteAllBytes(Path.Combine(folder.Path, Path.GetFileName(names[i])), files[i]);
            File.WriteAllBytes(Path.Combine(folder.Path, Path.GetFileName(names[^1])), last[..length]);

            int whole = before + last.AsSpan(0, length).Count((byte)'\n');
            bool clean = length == 0 || last[length - 1] == '\n';
            await using (EventJournal journal = folder.Open())
            {
                List<JournalEntry> entries = await JournalFolder.All(journal);
                Assert.Equal(whole + (clean ? 0 : 1), entries.Count);
                Assert.Equal(Enumerable.Range(1, whole).Select(static i => $"c{i}"), entries.Take(whole).Select(static e => ((CircuitChanged)e.Event).Circuit));
                if (!clean)
                {
                    JournalDamaged damage = Assert.IsType<JournalDamaged>(entries[^1].Event);
                    int good = last.AsSpan(0, length).LastIndexOf((byte)'\n') + 1;
                    Assert.Equal(last[good..length], File.ReadAllBytes(Path.Combine(folder.Path, damage.SetAside!)));
                }

                _ = await journal.AppendDurableAsync(JournalFolder.Fact(99));
            }

            JournalVerification found = folder.Verify();
            Assert.True(found.IsWhole, $"{length}: {found.Fault}");
            Assert.Equal(whole + (clean ? 1 : 2), found.Entries);
        }
    }

    [Fact]
    public async Task A_garbled_last_line_is_torn_and_set_aside()
    {
        using var folder = new JournalFolder();
        byte[][] files = await folder.Fill(3);
        files[^1][^200] ^= 1;
        File.WriteAllBytes(folder.Files()[^1], files[^1]);

        await using EventJournal journal = folder.Open();
        await journal.FlushAsync();
        List<JournalEntry> entries = await JournalFolder.All(journal);
        Assert.Equal((3, "its hash does not fit its bytes"), (entries.Count, Assert.IsType<JournalDamaged>(entries[2].Event).Reason));
        Assert.True(folder.Verify().IsWhole);
        Assert.Single(folder.Verify().SetAside);
    }

    [Fact]
    public async Task Damage_in_the_middle_sets_the_whole_file_aside_and_states_the_break()
    {
        using var folder = new JournalFolder();
        folder.Options = folder.Options with { MaxFileBytes = 1 << 20 };
        byte[] bytes = Assert.Single(await folder.Fill(10));
        string file = Assert.Single(folder.Files());
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);

        await using (EventJournal journal = folder.Open())
        {
            Assert.Equal(12, await journal.AppendDurableAsync(JournalFolder.Fact(12)));
            List<JournalEntry> entries = await JournalFolder.All(journal);
            Assert.Equal([1, 2, 3, 4, 5], entries.Take(5).Select(static entry => entry.Sequence));
            Assert.Equal(11, entries.Count); // nine whole lines of the file set aside, the statement, the new one
        }

        Assert.Equal(bytes, File.ReadAllBytes(file + ".damaged"));
        JournalVerification found = folder.Verify();
        JournalBreak stated = Assert.Single(found.Breaks);
        Assert.Equal((null, false), (found.Fault, found.IsWhole));
        Assert.Equal((Path.GetFileName(file), 6), (stated.Damage.File, stated.Damage.Line));
        Assert.Equal([Path.GetFileName(file) + ".damaged"], found.SetAside);
    }

    [Fact]
    public async Task A_break_is_stated_even_if_the_process_ended_before_it_could_write_it()
    {
        using var folder = new JournalFolder();
        byte[] bytes = (await folder.Fill(3))[0];
        string file = folder.Files()[0];
        bytes[10] ^= 1;
        File.WriteAllBytes(file, bytes);
        folder.Disk.Room = 0;
        await folder.Open().DisposeAsync();
        Assert.Equal(0, folder.Files().Sum(static left => new FileInfo(left).Length));

        folder.Disk.Room = long.MaxValue;
        await folder.Open().DisposeAsync();
        Assert.Equal(1, Assert.Single(folder.Verify().Breaks).Damage.Line);
    }

    [Fact]
    public async Task A_torn_end_on_a_full_disk_is_set_aside_by_renaming()
    {
        using var folder = new JournalFolder();
        byte[] bytes = (await folder.Fill(3))[0];
        File.WriteAllBytes(folder.Files()[0], bytes[..^5]);
        folder.Disk.Room = 0;
        await using EventJournal journal = folder.Open();
        Assert.Single(folder.Files("*.damaged"));
        List<JournalEntry> entries = await JournalFolder.All(journal);
        Assert.Equal([1, 2, 3], entries.Select(static entry => entry.Sequence));
        _ = Assert.IsType<JournalDamaged>(entries[2].Event);
    }

    private static Arbitrary<int[]> Steps() =>
        Gen.Frequency((8, Gen.Constant(0)), (1, Gen.Constant(1)), (1, Gen.Constant(2))).ArrayOf(60).ToArbitrary();

    private static async Task Run(JournalFolder folder, int[] steps, List<JournalEvent> appended)
    {
        EventJournal journal = folder.Open();
        foreach (int step in steps)
        {
            switch (step)
            {
                case 0:
                    appended.Add(JournalFolder.Fact(appended.Count + 1));
                    Assert.Equal(appended.Count, journal.Append(appended[^1]));
                    break;
                case 1:
                    await journal.FlushAsync();
                    break;
                default:
                    await journal.DisposeAsync();
                    journal = folder.Open();
                    break;
            }
        }

        Assert.Equal(appended, (await JournalFolder.All(journal)).Select(static entry => entry.Event));
        await journal.DisposeAsync();
    }
}
