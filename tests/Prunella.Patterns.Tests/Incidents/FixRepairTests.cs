using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Patterns.Actions;
using Prunella.Patterns.Incidents;
using Prunella.Patterns.Known;
using Prunella.Patterns.Safety;
using Prunella.Patterns.Stores;
using Prunella.Recovery;

namespace Prunella.Patterns.Tests.Incidents;

public sealed class FixRepairTests : IAsyncDisposable
{
    private const string Text = "ended with exit code 1\nUnhandled exception. Shop.SettingsException: the setting stock is missing\n   at Shop.Program.Main() in /src/Program.cs:line 3\n";

    private static readonly ErrorPattern Setting = new()
    {
        Id = "shop.setting", Title = "A setting is missing", Regex = "the setting \\S+ is missing", Fix = "Add it.", Action = new EditFix("settings.json", "\"name\": \"shop\"", "\"name\": \"shop\", \"stock\": 5"),
    };

    private readonly ProjectFolder _project = new(("settings.json", "{ \"name\": \"shop\" }\n"));
    private readonly NotedFacts _facts = new();
    private readonly HandSwitch _switch = new();
    private readonly Patients _patients = new();
    private readonly InMemoryPatternStore _store = new();

    public ValueTask DisposeAsync()
    {
        _project.Dispose();
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task A_fix_is_worked_out_when_its_error_is_read_and_carried_out_by_a_persons_leave()
    {
        FixRepair repair = await StandsForAsync();
        ErrorMemory memory = MemoryWith(repair);
        Incident incident = SomeIncident.Of("orders") with { ReadsError = true };
        Assert.True(repair.MayApplySoon(incident));
        Assert.False(repair.AppliesTo(incident));

        RecognisedError error = memory.Recognise(incident, Text)!;

        Assert.Equal("recognised", error.Tier);
        Assert.Contains("shop.setting (edit settings.json): a person is asked; the change is moderate, and ada stands for it", error.Fix!, StringComparison.Ordinal);
        Assert.True(repair.AppliesTo(incident));
        Assert.Equal(HealingMode.Ask, repair.LimitOf(incident)!.Mode);
        ActionPlan plan = repair.Plan(incident);
        Assert.Contains("+ { \"name\": \"shop\", \"stock\": 5 }", plan.Effects);
        Assert.Equal(["orders", "gateway"], plan.BlastRadius.Select(static name => name.Value));

        await repair.ExecuteAsync(incident with { Approval = new Approval(FixRepair.ActionName, "ada", "it is missing") }, plan, CancellationToken.None);
        Assert.Contains("stock", _project.Text("settings.json"), StringComparison.Ordinal);
        Assert.Equal(["orders"], _patients.Restarted);
        Assert.Null(await repair.VerifyAsync(incident, plan, CancellationToken.None));
        Assert.False(repair.AppliesTo(incident)); // once in an incident
        memory.Learn(incident, Text, FixRepair.ActionName, helped: true);

        Assert.All(_facts.All, fact => Assert.Equal((incident.Component, incident.Id), (fact.Component!.Value, fact.Incident!.Value)));
        Assert.Equal("helped", _facts.All.OfType<FixJudged>().Last().Outcome);
        Assert.Equal(FixRepair.ActionName, memory.RemedyFor(Text));
        FixFinished finished = Assert.Single(_facts.All.OfType<FixFinished>());
        Assert.Equal(("settings.json", error.Fingerprint), (Assert.Single(finished.Files), finished.Against));
    }

    [Fact]
    public async Task What_did_not_help_is_taken_back_set_apart_and_refused_the_next_time()
    {
        FixRepair repair = await StandsForAsync();
        ErrorMemory memory = MemoryWith(repair);
        Incident incident = SomeIncident.Of("orders");
        _ = memory.Recognise(incident, Text);
        ActionPlan plan = repair.Plan(incident);
        await repair.ExecuteAsync(incident with { Approval = new Approval(FixRepair.ActionName, "ada", "") }, plan, CancellationToken.None);
        _patients.Serves = false;
        Assert.Equal(ActionVerdict.Same, await repair.VerifyAsync(incident, plan, CancellationToken.None));

        await repair.UndoAsync(incident, plan, CancellationToken.None);
        memory.Learn(incident, Text, FixRepair.ActionName, helped: false);

        Assert.Equal("{ \"name\": \"shop\" }\n", _project.Text("settings.json"));
        Assert.Equal(["failed", "set-apart"], _facts.All.OfType<FixJudged>().Select(static judged => judged.Outcome)); // once
        Incident next = SomeIncident.Of("orders2");
        Assert.Contains("not to be done", memory.Recognise(next, Text)!.Fix!, StringComparison.Ordinal);
        Assert.False(repair.AppliesTo(next));
        Assert.Contains("it is set apart: it was taken back", repair.WhyNot(next), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_persons_leave_nothing_is_changed()
    {
        FixRepair repair = await StandsForAsync();
        Incident incident = SomeIncident.Of("orders");
        _ = MemoryWith(repair).Recognise(incident, Text);
        _ = await Assert.ThrowsAsync<FixException>(async () => await repair.ExecuteAsync(incident, repair.Plan(incident), CancellationToken.None));
        Assert.Equal("{ \"name\": \"shop\" }\n", _project.Text("settings.json"));
        Assert.Empty(_patients.Restarted);
        await repair.UndoAsync(incident, repair.Plan(incident), CancellationToken.None); // there is nothing to take back
        Assert.DoesNotContain(_facts.All, static fact => fact is FixJudged);
    }

    [Fact]
    public async Task Where_the_project_says_auto_it_goes_by_itself()
    {
        FixRepair repair = await StandsForAsync(HealingMode.Auto);
        Incident incident = SomeIncident.Of("orders");
        _ = MemoryWith(repair).Recognise(incident, Text);
        Assert.Null(repair.LimitOf(incident));
        await repair.ExecuteAsync(incident, repair.Plan(incident), CancellationToken.None);
        Assert.Contains("stock", _project.Text("settings.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_that_comes_back_is_laid_to_the_fix()
    {
        FixRepair repair = await StandsForAsync();
        ErrorMemory memory = MemoryWith(repair);
        Incident incident = SomeIncident.Of("orders", TimeProvider.System.GetUtcNow());
        _ = memory.Recognise(incident, Text);
        await repair.ExecuteAsync(incident with { Approval = new Approval(FixRepair.ActionName, "ada", "") }, repair.Plan(incident), CancellationToken.None);

        RecognisedError again = memory.Recognise(SomeIncident.Of("orders", TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(30)), Text)!;

        Assert.Contains("that it was for came back", again.Fix!, StringComparison.Ordinal);
        Assert.Contains("to take it back: prunella patterns revert fix-", again.Fix!, StringComparison.Ordinal);
        Assert.Equal("set-apart", _facts.All.OfType<FixJudged>().Last().Outcome);
    }

    [Fact]
    public async Task A_fix_that_does_not_fit_the_files_says_why()
    {
        FixRepair repair = await StandsForAsync();
        _project.Put("settings.json", "{}\n");
        Incident incident = SomeIncident.Of("orders");
        Assert.Contains("shop.setting can not be carried out: settings.json does not hold the text", MemoryWith(repair).Recognise(incident, Text)!.Fix!, StringComparison.Ordinal);
        Assert.False(repair.AppliesTo(incident));
        Assert.Contains("does not hold the text", repair.WhyNot(incident), StringComparison.Ordinal);
    }

    private ErrorMemory MemoryWith(FixRepair repair) => new(PatternLibrary.Of([Setting]), store: _store, fixes: repair);

    // A repair whose fix a person stands for.
    private async Task<FixRepair> StandsForAsync(HealingMode most = HealingMode.Ask)
    {
        var site = new FixSite(_project.Root, Path.Combine(Path.GetDirectoryName(_project.Root)!, "fixes"), _switch) { Most = most, Patience = TimeSpan.FromSeconds(30) };
        await using (ProjectFixes fixes = await ProjectFixes.OpenAsync(site))
            fixes.Desk.Approve(_project.Workspace.Plan(Setting.Action!).Id, "ada");
        return new FixRepair(site, _patients, _facts);
    }

    private sealed class Patients : IRepairedComponents
    {
        public List<string> Restarted { get; } = [];

        public bool Serves { get; set; } = true;

        public ValueTask RestartAsync(ComponentName component, CancellationToken cancellationToken)
        {
            Restarted.Add(component.Value);
            return ValueTask.CompletedTask;
        }

        public ValueTask<bool> ServesAsync(ComponentName component, CancellationToken cancellationToken) => new(Serves);

        public TimeSpan StartTimeout(ComponentName component) => TimeSpan.FromSeconds(3);

        public IReadOnlyList<ComponentName> TouchedBy(ComponentName component) => [new("gateway")];
    }
}
