using System.Text.Json;
using System.Text.RegularExpressions;
using Prunella.EndToEnd.Support;

namespace Prunella.EndToEnd;

/// <summary>A service that no restart helps, because a line of its settings is missing: what the memory knows against it is tried, by a person's leave.</summary>
public sealed partial class RepairTests
{
    private const string Settings = "{\n  \"name\": \"shop\"\n}\n";
    private const string Service = """
        grep -q '"stock"' settings.json && exec sleep 1000
        echo 'Unhandled exception. Shop.SettingsException: the setting stock is missing' >&2
        exit 1
        """;

    [Fact]
    public async Task What_restarts_do_not_heal_is_repaired_once_a_person_allows_it()
    {
        using Workspace workspace = await ProjectAsync("stock");
        using var up = Tool.Start(workspace, "up");
        JsonElement incident = await AskedAsync(workspace, up);
        Assert.Equal(3, incident.GetProperty("attempts").GetArrayLength()); // restarts come first
        Assert.Contains("shop.setting (edit settings.json): a person is asked", Text(incident, "fix"), StringComparison.Ordinal);
        Assert.Contains("+   \"stock\": 5", string.Join('\n', incident.GetProperty("pending").GetProperty("plan").GetProperty("effects").EnumerateArray()), StringComparison.Ordinal);
        Assert.Equal(Settings, await File.ReadAllTextAsync(workspace.PathOf("settings.json")));

        Assert.Equal(0, (await Tool.RunAsync(workspace, "approve", Text(incident, "id"), "--reason", "it is missing")).Exit);

        JsonElement story = await StoryAsync(workspace, Text(incident, "id"), "fix-judged");
        Assert.Equal("healed", Text(story.GetProperty("incident"), "outcome"));
        Assert.Contains("\"stock\": 5", await File.ReadAllTextAsync(workspace.PathOf("settings.json")), StringComparison.Ordinal);
        Assert.True(workspace.Runs("sleep 1000"));
        string[] kinds = [.. Kinds(story)];
        foreach (string kind in (string[])["error-recognised", "fix-decided", "action-approved", "person-acted", "fix-stepped", "fix-finished", "action-verified", "incident-closed"])
            Assert.Contains(kind, kinds);
        Assert.Equal("helped", Text(Last(story, "fix-judged"), "outcome"));
        await Eventually.TrueAsync(
            async () => (await Tool.JsonAsync(workspace, "patterns", "stats")).GetProperty("worked").GetInt32() == 1, "the outcome is remembered");
        Assert.Equal(0, (await Tool.RunAsync(workspace, "down")).Exit);
        Assert.Equal(0, await up.ExitAsync());
        await workspace.NothingLivesAsync();
    }

    [Fact]
    public async Task A_repair_that_does_not_help_is_taken_back_set_apart_and_told_to_a_person()
    {
        using Workspace workspace = await ProjectAsync("stok");
        using var up = Tool.Start(workspace, "up");
        JsonElement incident = await AskedAsync(workspace, up);

        Assert.Equal(0, (await Tool.RunAsync(workspace, "approve", Text(incident, "id"))).Exit);

        JsonElement story = await StoryAsync(workspace, Text(incident, "id"), "incident-handed-over");
        Assert.Equal(Settings, await File.ReadAllTextAsync(workspace.PathOf("settings.json")));
        Assert.Contains("action-undone", Kinds(story));
        Assert.Equal("set-apart", Text(Last(story, "fix-judged"), "outcome"));
        Assert.Contains("apply-fix (tier 6): it failed in this incident: by the check of apply-fix itself; taken back", Text(Last(story, "incident-handed-over"), "reason"), StringComparison.Ordinal);
        (int exit, string output, _) = await Tool.RunAsync(workspace, "patterns", "apply", "shop.setting", "--dry-run");
        Assert.Equal(5, exit);
        Assert.Contains("it is set apart: it was taken back: web was not better after it", output, StringComparison.Ordinal);
        Assert.Equal(0, (await Tool.RunAsync(workspace, "down")).Exit);
        Assert.Equal(0, await up.ExitAsync());
        await workspace.NothingLivesAsync();
    }

    // A project whose memory knows the error and a fix that a person stands for: one that adds the setting of that name.
    private static async Task<Workspace> ProjectAsync(string setting)
    {
        var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.PathOf("settings.json"), Settings);
        await File.WriteAllTextAsync(workspace.PathOf("service.sh"), Service);
        await File.WriteAllTextAsync(workspace.PathOf("prunella.yaml"), "project: shop\nservices:\n  web:\n    command: [sh, service.sh]\n    ready: {alive: 200ms}\n    heartbeat: off\n");
        await File.WriteAllTextAsync(workspace.PathOf("own.json"), $$"""
            [{ "id": "shop.setting", "title": "A setting is missing", "regex": "the setting \\S+ is missing", "fix": "Add it to settings.json.",
               "action": { "kind": "edit", "file": "settings.json", "old": "\"name\": \"shop\"", "new": "\"name\": \"shop\",\n  \"{{setting}}\": 5" } }]
            """);
        Assert.Equal(0, (await Tool.RunAsync(workspace, "patterns", "import", "own.json")).Exit);
        (int exit, string output, string errors) = await Tool.RunAsync(workspace, "patterns", "apply", "shop.setting", "--dry-run");
        Assert.True(exit == 0, output + errors);
        Assert.Equal(0, (await Tool.RunAsync(workspace, "patterns", "judge", FixName().Match(output).Value, "approved")).Exit);
        return workspace;
    }

    private static async Task<JsonElement> AskedAsync(Workspace workspace, Tool up)
    {
        JsonElement incident = default;
        await Eventually.TrueAsync(
            async () => (await Tool.RunAsync(workspace, "incidents", "--json")) is { Output: { Length: > 0 } output } && JsonElement.Parse(output) is { ValueKind: JsonValueKind.Array } incidents
                && incidents.GetArrayLength() == 1 && (incident = incidents[0]).TryGetProperty("pending", out JsonElement pending) && pending.ValueKind == JsonValueKind.Object && Text(pending, "action") == "apply-fix",
            () => $"the fix is proposed; {up.Output}\n{up.Errors}");
        return incident;
    }

    private static async Task<JsonElement> StoryAsync(Workspace workspace, string incident, string until)
    {
        JsonElement story = default;
        await Eventually.TrueAsync(async () => Kinds(story = await Tool.JsonAsync(workspace, "explain", incident)).Contains(until), () => $"{until} in {story}");
        return story;
    }

    private static IEnumerable<string> Kinds(JsonElement story) => story.GetProperty("entries").EnumerateArray().Select(static entry => Text(entry.GetProperty("event"), "kind"));

    private static JsonElement Last(JsonElement story, string kind) =>
        story.GetProperty("entries").EnumerateArray().Select(static entry => entry.GetProperty("event")).Last(fact => Text(fact, "kind") == kind);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    [GeneratedRegex("fix:[0-9a-f]+")]
    private static partial Regex FixName();
}
