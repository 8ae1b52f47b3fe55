using System.Text.Json;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

public sealed class HandOverTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("prunella-handover-").FullName;

    public void Dispose() => Directory.Delete(_state, recursive: true);

    [Fact]
    public void The_bundle_tells_the_whole_story()
    {
        using RecoveryWorld world = World(new Source("output", static _ => new("last line before the end")));
        world.Health.Add("orders");
        world.Health.Add("gateway", requires: ["orders"]);
        TestAction replace = world.Action("replace");
        replace.OnExecute = static (_, _) => throw new IOException("no such program");

        world.Fail("orders", "exit 137 after 3 s");

        Incident incident = world.TheOpen;
        string folder = Path.Combine(_state, "bundles", incident.Id.Value);
        Assert.Equal(folder, incident.Bundle);
        Assert.Equal(folder, Assert.Single(world.Journal.Of<IncidentHandedOver>()).Bundle);
        string story = File.ReadAllText(Path.Combine(folder, "evidence.txt"));
        foreach (string part in new[] { "orders is Failed", "exit 137 after 3 s", "gateway", "replace (tier 4), try 1", "no such program", "no remedy is left", "What to do next" })
            Assert.Contains(part, story, StringComparison.Ordinal);
        Assert.Equal("last line before the end", File.ReadAllText(Path.Combine(folder, "evidence-output.txt")));
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "incident.json")));
        Assert.Equal("orders", json.RootElement.GetProperty("component").GetString());
        Assert.Equal("HandedOver", json.RootElement.GetProperty("state").GetString());
        string[] lines = File.ReadAllLines(Path.Combine(folder, "journal.jsonl"));
        Assert.False(lines[0].Contains("could not", StringComparison.Ordinal), lines[0]);
        Assert.Contains(lines, static line => line.Contains("incident-opened", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.Equal(incident.Id.Value, JsonDocument.Parse(line).RootElement.GetProperty("event").GetProperty("incident").GetString()));
        Assert.Contains("gateway: Failed", File.ReadAllText(Path.Combine(folder, "health.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_hangs_or_throws_costs_its_own_part_alone()
    {
        using RecoveryWorld world = World(
            new Source("hangs", static _ => new(new TaskCompletionSource<string>().Task)),
            new Source("throws", static _ => throw new IOException("gone")),
            new Source("good", static _ => new("facts")));
        world.Health.Add("orders");

        world.Fail("orders");
        world.Pass(2.1);

        string folder = world.TheOpen.Bundle!;
        Assert.Contains("abandoned", File.ReadAllText(Path.Combine(folder, "evidence-hangs.txt")), StringComparison.Ordinal);
        Assert.Contains("gone", File.ReadAllText(Path.Combine(folder, "evidence-throws.txt")), StringComparison.Ordinal);
        Assert.Equal("facts", File.ReadAllText(Path.Combine(folder, "evidence-good.txt")));
    }

    [Fact]
    public void A_recovery_that_has_ended_writes_no_further_bundle()
    {
        var slow = new TaskCompletionSource<string>();
        using RecoveryWorld world = World(new Source("slow", _ => new(slow.Task)));
        world.Health.Add("orders");
        world.Fail("orders");

        world.Manager.Dispose();
        slow.SetResult("too late");
        world.Pass(1);

        Assert.False(Directory.Exists(Path.Combine(_state, "bundles")));
    }

    [Fact]
    public void A_disk_that_takes_nothing_is_told_and_does_not_stop_the_hand_over()
    {
        File.WriteAllText(Path.Combine(_state, "bundles"), "a file where the folder should be");
        using RecoveryWorld world = World();
        world.Health.Add("orders");

        world.Fail("orders");
        world.ExpectedFaults.Add($"the bundle of incident {world.TheOpen.Id}");

        Assert.Equal(IncidentState.HandedOver, world.TheOpen.State);
        _ = Assert.Single(world.Journal.Of<InternalFault>());
    }

    [Fact]
    public void Only_so_many_bundles_are_kept()
    {
        using RecoveryWorld world = World();
        for (int i = 0; i < 6; i++)
        {
            world.Health.Add($"c{i}");
            world.Fail($"c{i}");
        }

        Assert.Equal(3, Directory.GetDirectories(Path.Combine(_state, "bundles")).Length);
        Assert.True(Directory.Exists(world.Open[^1].Bundle));
    }

    private RecoveryWorld World(params IEvidenceSource[] sources) =>
        new() { Evidence = sources, Options = new RecoveryOptions { StateDirectory = _state, KeptBundles = 3 } };

    private sealed class Source(string name, Func<Incident, ValueTask<string>> collect) : IEvidenceSource
    {
        public string Name => name;

        public ValueTask<string> CollectAsync(Incident incident, CancellationToken cancellationToken) => collect(incident);
    }
}
