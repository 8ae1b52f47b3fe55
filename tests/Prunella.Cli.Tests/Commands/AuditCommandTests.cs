using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Prunella.Cli.Shell;
using Prunella.Cli.Tests.Agents;
using Prunella.Journal;
using Prunella.Supervisor.Control;

namespace Prunella.Cli.Tests.Commands;

public sealed class AuditCommandTests : IDisposable
{
    private readonly CliHarness _cli = new();

    [Fact]
    public async Task A_whole_journal_is_said_to_be_whole_and_its_head_is_told()
    {
        await WriteJournalAsync();

        Assert.Equal(0, await _cli.RunAsync("audit", "verify", "state", "--json"));

        AuditReport report = JsonSerializer.Deserialize(_cli.Out.ToString(), ControlJson.Default.AuditReport)!;
        Assert.True(report.Whole);
        Assert.True(report.Entries >= 8);
        Assert.Equal(0, await _cli.RunAsync("audit", "verify", "state", "--anchor", $"{report.Head!.Sequence}:{report.Head.Hash}"));
        Assert.Equal(3, await _cli.RunAsync("audit", "verify", "state", "--anchor", $"{report.Head.Sequence + 1}"));
    }

    [Fact]
    public async Task A_changed_word_is_found_and_its_line_is_named()
    {
        string folder = await WriteJournalAsync();
        string file = Directory.GetFiles(folder).Order(StringComparer.Ordinal).First(static name => File.ReadAllText(name).Contains("frozen, replaced", StringComparison.Ordinal));
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("frozen, replaced", "nothing happened", StringComparison.Ordinal));

        Assert.Equal(3, await _cli.RunAsync("audit", "verify", "state"));

        Assert.StartsWith("The journal is NOT whole", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{Path.GetFileName(file)}:", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains(" before the fault checked; what follows it was not read.", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_journal_of_a_project_is_found_beside_its_manifest_or_where_run_keeps_it()
    {
        await File.WriteAllTextAsync(Path.Combine(_cli.Here, "prunella.yaml"), "project: shop\n");
        string folder = await WriteJournalAsync();
        Directory.Move(Path.GetDirectoryName(folder)!, Path.Combine(_cli.Here, ".prunella"));

        Assert.Equal(0, await _cli.RunAsync("audit", "verify", "--project", "shop"));
        Assert.Equal(1, await _cli.RunAsync("audit", "verify", "--project", "web"));
        Assert.Equal(1, await _cli.RunAsync("audit", "verify", ".prunella", "--project", "shop"));

        _cli.Set("XDG_STATE_HOME", _cli.Here);
        _ = Directory.CreateDirectory(Path.Combine(_cli.Here, "prunella"));
        Directory.Move(Path.Combine(_cli.Here, ".prunella"), Path.Combine(_cli.Here, "prunella", "web"));
        Assert.Equal(0, await _cli.RunAsync("audit", "verify", "--project", "web"));
    }

    [Fact]
    public async Task The_journal_of_the_nearest_manifest_is_the_default()
    {
        await File.WriteAllTextAsync(Path.Combine(_cli.Here, "prunella.yaml"), "project: shop\n");
        string folder = await WriteJournalAsync();
        Directory.Move(Path.GetDirectoryName(folder)!, Path.Combine(_cli.Here, ".prunella"));

        Assert.Equal(0, await _cli.RunAsync("audit", "verify"));
    }

    [Theory]
    [InlineData("audit verify")]
    [InlineData("audit verify nowhere")]
    [InlineData("audit verify . --anchor x")]
    public async Task A_wrong_place_is_a_wrong_command_line(string line) => Assert.Equal(1, await _cli.RunAsync(line.Split(' ')));

    public void Dispose() => _cli.Dispose();

    private async Task<string> WriteJournalAsync()
    {
        string folder = Path.Combine(_cli.Here, "state", StateDirectory.Journal);
        await using EventJournal journal = EventJournal.Open(
            new JournalOptions { Directory = folder, Source = "agent" }, TimeProvider.System, NullLogger<EventJournal>.Instance);
        foreach (JournalEntry entry in Samples.Story().Entries)
            _ = journal.Append(entry.Event);
        await journal.FlushAsync();
        return folder;
    }
}
