using System.Text;
using Prunella.Journal;

namespace Prunella.Tests.Journal;

public sealed class JournalVerifierTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    [Fact]
    public async Task Any_single_changed_byte_is_found()
    {
        byte[][] files = await _folder.Fill(6);
        string[] names = _folder.Files();
        Assert.True(names.Length > 1);
        var random = new Random(7);
        for (int file = 0; file < files.Length; file++)
        {
            for (int at = 0; at < files[file].Length; at++)
            {
                byte[] changed = [.. files[file]];
                changed[at] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(names[file], changed);
                JournalFault fault = _folder.Verify().Fault ?? throw new InvalidOperationException($"not found: byte {at} of file {file}");
                Assert.Equal(Path.GetFileName(names[file]), fault.File);
                Assert.Equal(files[file].AsSpan(0, at).Count((byte)'\n') + 1, fault.Line);
            }

            File.WriteAllBytes(names[file], files[file]);
        }

        Assert.True(_folder.Verify().IsWhole);
    }

    [Fact]
    public async Task Any_line_taken_out_of_the_middle_or_moved_is_found()
    {
        _folder.Options = _folder.Options with { MaxFileBytes = 1 << 20 };
        string[] lines = Encoding.UTF8.GetString(Assert.Single(await _folder.Fill(6))).TrimEnd('\n').Split('\n');
        string file = Assert.Single(_folder.Files());
        for (int i = 0; i < 5; i++)
        {
            int line = i;
            File.WriteAllText(file, string.Concat(lines.Where((_, at) => at != line).Select(static text => text + "\n")));
            Assert.Equal(i + 1, _folder.Verify().Fault?.Line);

            string[] swapped = [.. lines];
            (swapped[i], swapped[i + 1]) = (swapped[i + 1], swapped[i]);
            File.WriteAllText(file, string.Concat(swapped.Select(static text => text + "\n")));
            Assert.Equal(i + 1, _folder.Verify().Fault?.Line);
        }
    }

    [Fact]
    public async Task A_missing_file_in_the_middle_is_found()
    {
        _ = await _folder.Fill(20);
        string[] files = _folder.Files();
        File.Delete(files[1]);
        JournalFault? fault = _folder.Verify().Fault;
        Assert.Equal((Path.GetFileName(files[2]), 1), (fault?.File, fault?.Line));
    }

    [Fact]
    public async Task A_clean_cut_at_the_end_is_found_by_an_anchor_alone()
    {
        _ = await _folder.Fill(20);
        JournalAnchor head = _folder.Verify().Head!;
        File.Delete(_folder.Files()[^1]);

        Assert.True(_folder.Verify().IsWhole);
        Assert.Contains("entry 20 was expected", _folder.Verify(head).Fault?.Reason, StringComparison.Ordinal);
        Assert.Contains("another than expected", _folder.Verify(new JournalAnchor(3, new string('0', 64))).Fault?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_beginning_that_states_no_damage_is_found()
    {
        _ = await _folder.Fill(1);
        using var other = new JournalFolder();
        _ = await other.Fill(8);
        File.Copy(other.Files()[0], Path.Combine(_folder.Path, "journal-0000000000000009-20260101T000000Z.jsonl"));
        Assert.Equal(1, _folder.Verify().Fault?.Line);
    }

    [Fact]
    public async Task A_kind_of_a_newer_version_is_verified_read_and_passed_on()
    {
        const string json = """{"kind":"moon-phase-changed","component":"orders","phase":{"now":0.5}}""";
        Assert.True(JournalJson.TryRead(Encoding.UTF8.GetBytes(json), out JournalEvent? fact));
        await using (EventJournal journal = _folder.Open())
            _ = await journal.AppendDurableAsync(fact);

        await using EventJournal reopened = _folder.Open();
        Assert.True(_folder.Verify().IsWhole);
        JournalEntry entry = Assert.Single(await JournalFolder.All(reopened, new JournalQuery { Component = fact.Component }));
        Assert.Equal(("moon-phase-changed", json), (((UnknownEvent)entry.Event).Kind, ((UnknownEvent)entry.Event).Json));
    }

    [Fact]
    public void An_empty_directory_is_whole()
    {
        JournalVerification found = _folder.Verify();
        Assert.Equal((true, 0, null), (found.IsWhole, found.Entries, found.Head));
    }

    public void Dispose() => _folder.Dispose();
}
