using System.Text.Json;
using Prunella.EndToEnd.Support;

namespace Prunella.EndToEnd;

/// <summary>The tool as its users have it: processes, exit codes, what is printed.</summary>
public sealed class CommandLineTests
{
    public static TheoryData<string, string> BadManifests => new()
    {
        { "project: bad\nservices:\n  a:\n    command: touch started\n    colour: red\n", "prunella.yaml:5:5: services.a.colour: there is no such key." },
        { "project: bad\nservices:\n  a: {command: touch started, requires: [b]}\n  b: {command: touch started, requires: [a]}\n", "prunella.yaml:3:31: services.a.requires: the services require each other in a circle: a → b → a." },
        { "project: bad\nservices:\n  a:\n    replicas: 2\n", "prunella.yaml:3:3: services.a.command: the command is missing." },
        { "project: bad\nservices:\n  a: {command: touch started, listen: [5101]}\n  b: {command: touch started, listen: [5101]}\n", "prunella.yaml:4:40: services.b.listen[0]: port 5101 is taken by services.a.listen[0] already." },
    };

    [Theory]
    [MemberData(nameof(BadManifests))]
    public async Task A_bad_manifest_is_told_by_one_line_and_starts_nothing(string manifest, string expected)
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.PathOf("prunella.yaml"), manifest);

        (int exit, string output, string errors) = await Tool.RunAsync(workspace, "up");

        Assert.Equal(1, exit);
        Assert.Contains(expected, Assert.Single((output + errors).Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.False(File.Exists(workspace.PathOf("started")));
        Assert.False(Directory.Exists(workspace.Runtime.FolderOf("bad")));
    }

    [Fact]
    public async Task A_running_project_is_looked_at_and_decided_about_by_the_commands()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.PathOf("prunella.yaml"), "project: shop\nservices:\n  web:\n    command: [sleep, '1000']\n  api:\n    command: [sleep, '1001']\n    requires: [web]\n");
        using var up = Tool.Start(workspace, "up");
        await Eventually.TrueAsync(() => workspace.Runs("sleep 1000") && workspace.Runs("sleep 1001"), "both run");

        // Looked at.
        JsonElement status = await Tool.JsonAsync(workspace, "status");
        Assert.Equal(("shop", "healthy", up.Id), (Text(status, "project"), Text(status, "state"), status.GetProperty("processId").GetInt32()));
        Assert.Equal(["web", "api"], status.GetProperty("components").EnumerateArray().Select(static component => Text(component, "name")));
        int web = ProcessOf(status, "web");

        // A second agent.
        (int exit, _, string errors) = await Tool.RunAsync(workspace, "up");
        Assert.Equal(1, exit);
        Assert.Contains("runs already", errors, StringComparison.Ordinal);

        // Healed, and explained.
        LinuxProcess.Signal(web, LinuxProcess.Kill);
        JsonElement incident = default;
        await Eventually.TrueAsync(async () =>
        {
            JsonElement incidents = await Tool.JsonAsync(workspace, "incidents", "--all");
            return incidents.GetArrayLength() == 1 && Text(incident = incidents[0], "state") == "resolved";
        }, "the kill is healed");
        JsonElement story = await Tool.JsonAsync(workspace, "explain", Text(incident, "id"));
        string[] kinds = [.. story.GetProperty("entries").EnumerateArray().Select(static entry => Text(entry.GetProperty("event"), "kind"))];
        Assert.Equal("incident-opened", kinds[0]);
        Assert.Equal("incident-closed", kinds.Last(static kind => kind != "diagnosis-made")); // which may come after the end
        Assert.Contains("action-started", kinds);

        // The kill switch: what dies stays dead, until healing goes on.
        Assert.Equal(0, (await Tool.RunAsync(workspace, "stop", "--reason", "looking")).Exit);
        web = ProcessOf(await Tool.JsonAsync(workspace, "status"), "web");
        LinuxProcess.Signal(web, LinuxProcess.Kill);
        await Eventually.TrueAsync(async () => Text(await Tool.JsonAsync(workspace, "status"), "state") == "failed", "the death is seen");
        status = await Tool.JsonAsync(workspace, "status");
        Assert.True(status.GetProperty("killSwitch").GetProperty("engaged").GetBoolean());
        Assert.Equal(0, ProcessOf(status, "web"));
        Assert.Equal(0, (await Tool.RunAsync(workspace, "resume", "--reason", "seen enough")).Exit);
        await Eventually.TrueAsync(async () => Text(await Tool.JsonAsync(workspace, "status"), "state") == "healthy", "it is healed then");

        // Observe does not act either; a person may.
        Assert.Equal(0, (await Tool.RunAsync(workspace, "mode", "observe", "--reason", "careful")).Exit);
        Assert.Contains((await Tool.JsonAsync(workspace, "mode")).EnumerateArray(), static mode => Text(mode, "tier") == "replace-process" && Text(mode, "mode") == "observe");
        Assert.Equal(0, (await Tool.RunAsync(workspace, "mode", "auto", "--tier", "replace-process", "--reason", "go on")).Exit);
        web = ProcessOf(await Tool.JsonAsync(workspace, "status"), "web");
        Assert.Equal(0, (await Tool.RunAsync(workspace, "restart", "web")).Exit);
        Assert.NotEqual(web, ProcessOf(await Tool.JsonAsync(workspace, "status"), "web"));
        Assert.Equal(1, (await Tool.RunAsync(workspace, "restart", "nobody")).Exit);

        // The chain holds, while it is written and afterwards.
        Assert.True((await Tool.JsonAsync(workspace, "audit", "verify")).GetProperty("whole").GetBoolean());
        Assert.Equal(0, (await Tool.RunAsync(workspace, "down")).Exit);
        Assert.Equal(0, await up.ExitAsync());
        await workspace.NothingLivesAsync();
        Assert.True((await Tool.JsonAsync(workspace, "audit", "verify")).GetProperty("whole").GetBoolean());
        Assert.Equal(6, (await Tool.RunAsync(workspace, "status")).Exit);
    }

    [Fact]
    public async Task A_signal_to_end_stops_in_order_and_a_second_one_at_once()
    {
        using var workspace = new Workspace();
        using var run = Tool.Start(workspace, "run", "--name", "deaf", "--stop-timeout", "1m", "--", "sh", "-c", "trap '' TERM; echo deaf; while :; do sleep 0.1; done");
        await run.SaysAsync("deaf");

        // SIGTERM, not SIGINT: what was started in the background of a script ignores that from birth.
        run.Signal(LinuxProcess.Terminate);
        await run.SaysAsync("once more to kill them");
        run.Signal(LinuxProcess.Terminate);

        _ = await run.ExitAsync();
        await workspace.NothingLivesAsync();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    private static int ProcessOf(JsonElement status, string component)
    {
        JsonElement found = status.GetProperty("components").EnumerateArray().Single(each => Text(each, "name") == component);
        return found.TryGetProperty("processId", out JsonElement pid) && pid.ValueKind == JsonValueKind.Number ? pid.GetInt32() : 0;
    }
}
