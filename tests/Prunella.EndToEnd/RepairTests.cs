using Prunella.EndToEnd.Support;
using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Supervisor.Control;

namespace Prunella.EndToEnd;

/// <summary>A service that no restart helps, because a line of its menu is missing: what the memory knows against it is tried, by a person's leave.</summary>
public sealed class RepairTests
{
    private const string Menu = "# Menu\n\n- soup\n";
    private const string Service = """
        grep -q '^- stew' menu.md && exec sleep 1000
        echo 'Unhandled exception. Shop.MenuException: the dish stew is missing' >&2
        exit 1
        """;

    [Fact]
    public async Task What_restarts_do_not_heal_is_repaired_once_a_person_allows_it()
    {
        using Workspace workspace = await ProjectAsync("stew");
        using var up = Tool.Start(workspace, "up");
        IncidentView incident = await AskedAsync(workspace, up);
        Assert.All(incident.Attempts, static attempt => Assert.Equal("replace-process", attempt.Action)); // restarts come first
        Assert.NotEmpty(incident.Attempts);
        Assert.Contains("shop.dish (edit menu.md): a person is asked", incident.Fix!, StringComparison.Ordinal);
        Assert.Contains("+ - stew", incident.Pending!.Plan.Effects);
        Assert.Equal(Menu, await File.ReadAllTextAsync(workspace.PathOf("menu.md")));

        Assert.Equal(0, (await Tool.RunAsync(workspace, "approve", incident.Id.Value, "--reason", "it is missing")).Exit);

        IncidentReply story = await StoryAsync(workspace, incident.Id, static fact => fact is FixJudged);
        Assert.Equal(IncidentOutcome.Healed, story.Incident.Outcome);
        Assert.Contains("- stew", await File.ReadAllTextAsync(workspace.PathOf("menu.md")), StringComparison.Ordinal);
        Assert.True(workspace.Runs("sleep 1000"));
        Assert.Equal("helped", Last<FixJudged>(story).Outcome);
        Assert.Equal("it is missing", Last<PersonActed>(story).Reason);
        Assert.Equal(["menu.md"], Last<FixFinished>(story).Files);
        (int exit, string told, _) = await Tool.RunAsync(workspace, "explain", incident.Id.Value);
        Assert.Equal(0, exit);
        Assert.Contains("fix carried out: menu.md", told, StringComparison.Ordinal);
        await Eventually.TrueAsync(
            async () => (await Tool.JsonAsync(workspace, "patterns", "stats")).GetProperty("worked").GetInt32() == 1, "the outcome is remembered");
        Assert.Equal(0, (await Tool.RunAsync(workspace, "down")).Exit);
        Assert.Equal(0, await up.ExitAsync());
        await workspace.NothingLivesAsync();
    }

    [Fact]
    public async Task A_repair_that_does_not_help_is_taken_back_set_apart_and_told_to_a_person()
    {
        using Workspace workspace = await ProjectAsync("stow");
        using var up = Tool.Start(workspace, "up");
        IncidentView incident = await AskedAsync(workspace, up);

        Assert.Equal(0, (await Tool.RunAsync(workspace, "approve", incident.Id.Value)).Exit);

        IncidentReply story = await StoryAsync(workspace, incident.Id, static fact => fact is IncidentHandedOver);
        Assert.Equal(Menu, await File.ReadAllTextAsync(workspace.PathOf("menu.md")));
        Assert.Null(Last<ActionUndone>(story).Error);
        Assert.Equal("set-apart", Last<FixJudged>(story).Outcome);
        Assert.Contains("apply-fix (tier 6): it failed in this incident: by the check of apply-fix itself; taken back", Last<IncidentHandedOver>(story).Reason, StringComparison.Ordinal);
        (int exit, string output, _) = await Tool.RunAsync(workspace, "patterns", "apply", "shop.dish", "--dry-run");
        Assert.Equal(5, exit);
        Assert.Contains("it is set apart: it was taken back: web was not better after it", output, StringComparison.Ordinal);
        Assert.Equal(0, (await Tool.RunAsync(workspace, "down")).Exit);
        Assert.Equal(0, await up.ExitAsync());
        await workspace.NothingLivesAsync();
    }

    // A project whose memory knows the error and a fix for it: one that adds the dish of that name.
    private static async Task<Workspace> ProjectAsync(string dish)
    {
        var workspace = new Workspace();
        await File.WriteAllTextAsync(workspace.PathOf("menu.md"), Menu);
        await File.WriteAllTextAsync(workspace.PathOf("service.sh"), Service);
        await File.WriteAllTextAsync(workspace.PathOf("prunella.yaml"), "project: shop\nservices:\n  web:\n    command: [sh, service.sh]\n    ready: {alive: 200ms}\n    heartbeat: off\n");
        await File.WriteAllTextAsync(workspace.PathOf("own.json"), $$"""
            [{ "id": "shop.dish", "title": "A dish is missing", "regex": "the dish \\S+ is missing", "fix": "Add it to the menu.",
               "action": { "kind": "edit", "file": "menu.md", "old": "- soup", "new": "- soup\n- {{dish}}" } }]
            """);
        Assert.Equal(0, (await Tool.RunAsync(workspace, "patterns", "import", "own.json")).Exit);
        return workspace;
    }

    private static async Task<IncidentView> AskedAsync(Workspace workspace, Tool up)
    {
        IncidentView? incident = null;
        await Eventually.TrueAsync(
            async () => (incident = (await AskAsync<IncidentsReply>(workspace, new IncidentsRequest()))?.Incidents.SingleOrDefault())?.Pending?.Action == "apply-fix",
            () => $"the fix is proposed; {up.Output}\n{up.Errors}");
        return incident!;
    }

    private static async Task<IncidentReply> StoryAsync(Workspace workspace, IncidentId incident, Predicate<JournalEvent> until)
    {
        IncidentReply? story = null;
        await Eventually.TrueAsync(
            async () => (story = await AskAsync<IncidentReply>(workspace, new ExplainRequest { Incident = incident }))?.Entries.Any(entry => until(entry.Event)) == true, () => $"the end of {story}");
        return story!;
    }

    // Null as long as the agent is not there.
    private static async Task<T?> AskAsync<T>(Workspace workspace, AgentRequest request)
        where T : AgentReply
    {
        try
        {
            using AgentClient client = await AgentClient.ConnectAsync(workspace.Runtime.SocketOf("shop"));
            return await client.AskOneAsync<T>(request);
        }
        catch (AgentUnreachableException)
        {
            return null;
        }
    }

    private static T Last<T>(IncidentReply story)
        where T : JournalEvent => story.Entries.Select(static entry => entry.Event).OfType<T>().Last();
}
