using Prunella.EndToEnd.Support;
using Prunella.Journal;
using Prunella.Supervisor;

namespace Prunella.EndToEnd;

public sealed class JournalTests
{
    [Fact]
    public async Task A_corrupt_journal_is_reported_and_set_aside_and_the_agent_starts()
    {
        using var workspace = new Workspace();
        ServicePlan[] services = [TestAgent.Shell("web", "exec sleep 1000")];
        await using (await TestAgent.ReadyAsync(services, workspace))
        {
        }

        string file = Directory.EnumerateFiles(workspace.Journal).Order().First();
        byte[] bytes = await File.ReadAllBytesAsync(file);
        int at = bytes.AsSpan().IndexOf("web"u8);
        bytes[at] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        await using (TestAgent agent = await TestAgent.ReadyAsync(services, workspace))
        {
            await agent.Agent.Journal.FlushAsync();
            List<JournalEntry> entries = [];
            await foreach (JournalEntry entry in agent.Agent.Journal.QueryAsync(new JournalQuery()))
                entries.Add(entry);
            JournalDamaged damage = Assert.Single(entries.Select(static entry => entry.Event).OfType<JournalDamaged>());
            Assert.NotNull(damage.SetAside);
            string aside = Path.Combine(workspace.Journal, Path.GetFileName(damage.SetAside));
            Assert.Equal(bytes, await File.ReadAllBytesAsync(aside)); // not a byte of it is lost
        }

        (int exit, string output, _) = await Tool.RunAsync(workspace, "audit", "verify", workspace.State);
        Assert.True(exit is 0 or 3, output);
        Assert.Contains(Path.GetFileName(file), output, StringComparison.Ordinal);
    }
}
