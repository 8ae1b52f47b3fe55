using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Patterns.Actions;
using Prunella.Patterns.Safety;
using Prunella.Testing;

namespace Prunella.Patterns.Tests.Safety;

public sealed class FixDeskTests : IDisposable
{
    private static readonly EditFix Safe = new("a.cs", "using A;", "using A;\nusing B;");
    private static readonly EditFix Moderate = new("b.cs", "x + 1", "x + 2");
    private static readonly EditFix Risky = new("c.cs", "if (x == null) throw new E();", "");

    private readonly ProjectFolder _project = new(
        ("a.cs", "using A;\nclass C { }\n"), ("b.cs", "class C { int F(int x) { return x + 1; } }\n"), ("c.cs", "class C { void F(object x) { if (x == null) throw new E(); } }\n"));

    private readonly NotedFacts _facts = new();
    private readonly FixMemory _memory = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public void The_ladder_is_as_it_is_written()
    {
        FixRecord verified = new(3, 0, null, null), well = new(9, 0, null, null), human = new(0, 0, "ada", null), tried = new(2, 0, null, null), poor = new(3, 3, null, null);
        Assert.Equal("suggest suggest suggest", Row(FixOrigin.Unverified, FixRecord.None));
        Assert.Equal("suggest suggest suggest", Row(FixOrigin.Unverified, tried));
        Assert.Equal("suggest suggest suggest", Row(FixOrigin.Unverified, poor));
        Assert.Equal("ask suggest suggest", Row(FixOrigin.Seeded, FixRecord.None));
        Assert.Equal("auto ask suggest", Row(FixOrigin.Unverified, verified));
        Assert.Equal("auto auto ask", Row(FixOrigin.Unverified, well));
        Assert.Equal("auto auto ask", Row(FixOrigin.Unverified, human));
        Assert.Equal("suggest suggest suggest", Row(FixOrigin.Seeded, human with { Failed = 1 }));

        static string Row(FixOrigin origin, FixRecord record) => string.Join(' ', Enum.GetValues<FixCategory>().Select(category => FixLadder.Decide(category, origin, record).Mode.ToString().ToLowerInvariant()));
    }

    [Fact]
    public async Task A_fix_nobody_has_tried_is_suggested_and_a_person_may_start_it()
    {
        using FixDesk desk = Desk();
        FixProposal proposal = desk.Propose(Safe, FixOrigin.Unverified, "cs.x");
        Assert.Equal((HealingMode.Suggest, FixCategory.Safe), (proposal.Decision.Mode, proposal.Assessment.Category));
        Assert.Equal("using A;\nclass C { }\n", _project.Text("a.cs"));
        Assert.Contains("without a person", (await Assert.ThrowsAsync<FixException>(() => desk.ApplyAsync(proposal))).Message, StringComparison.Ordinal);

        _ = await desk.ApplyAsync(proposal, "ada", "I looked at it");
        Assert.Equal("using A;\nusing B;\nclass C { }\n", _project.Text("a.cs"));
        FixDecided decided = _facts.All.OfType<FixDecided>().Single();
        Assert.Equal(("cs.x", "safe", "unverified"), (decided.Pattern, decided.Category, decided.Precedent));
        Assert.Equal("ada", _facts.All.OfType<PersonActed>().Single().By);
    }

    [Fact]
    public async Task A_fix_that_helped_often_goes_by_itself_where_the_mode_allows()
    {
        string id = _project.Workspace.Plan(Moderate).Id;
        for (int i = 0; i < 9; i++)
            _memory.Judged(id, helped: true);
        Assert.Equal(HealingMode.Ask, Desk(most: HealingMode.Ask).Propose(Moderate, FixOrigin.Unverified).Decision.Mode);
        using FixDesk desk = Desk();
        AppliedFix applied = await desk.ApplyAsync(desk.Propose(Moderate, FixOrigin.Unverified));
        Assert.Contains("x + 2", _project.Text("b.cs"), StringComparison.Ordinal);

        desk.Revert(applied.Backup, "it was wrong");
        Assert.Contains("x + 1", _project.Text("b.cs"), StringComparison.Ordinal);
        FixProposal again = desk.Propose(Moderate, FixOrigin.Unverified);
        Assert.Equal(HealingMode.Observe, again.Decision.Mode);
        Assert.Contains("taken back: it was wrong", string.Join(';', again.Decision.Reasons), StringComparison.Ordinal);
        _ = await Assert.ThrowsAsync<FixException>(() => desk.ApplyAsync(again, "ada", "still"));

        desk.Release(id, "ada");
        Assert.Equal(HealingMode.Suggest, desk.Propose(Moderate, FixOrigin.Unverified).Decision.Mode);
    }

    [Fact]
    public void A_risky_fix_never_goes_by_itself()
    {
        string id = _project.Workspace.Plan(Risky).Id;
        for (int i = 0; i < 1_000; i++)
            _memory.Judged(id, helped: true);
        _memory.Approved(id, "ada");
        Assert.Equal(HealingMode.Ask, Desk().Propose(Risky, FixOrigin.Seeded).Decision.Mode);
    }

    [Fact]
    public async Task What_breaks_a_hard_limit_is_carried_out_by_nobody()
    {
        _project.Put(".env", "A=1\n");
        using FixDesk desk = Desk();
        FixProposal proposal = desk.Propose(new EditFix(".env", "A=1", "A=2"), FixOrigin.Seeded);
        desk.Approve(proposal.Plan.Id, "ada");
        Assert.Equal(HealingMode.Observe, desk.Propose(new EditFix(".env", "A=1", "A=2"), FixOrigin.Seeded).Decision.Mode);
        _ = await Assert.ThrowsAsync<FixException>(() => desk.ApplyAsync(proposal, "ada", "please"));
        Assert.Equal("A=1\n", _project.Text(".env"));
    }

    [Fact]
    public async Task The_kill_switch_stops_what_was_allowed_a_moment_ago()
    {
        using FixDesk desk = Desk(new HandSwitch(engagedAfter: 1));
        FixProposal proposal = desk.Propose(Safe, FixOrigin.Seeded); // asks once
        Assert.NotEqual(HealingMode.Observe, proposal.Decision.Mode);
        Assert.Contains("stopped", (await Assert.ThrowsAsync<FixException>(() => desk.ApplyAsync(proposal, "ada", "now"))).Message, StringComparison.Ordinal);
        Assert.Equal("using A;\nclass C { }\n", _project.Text("a.cs"));
    }

    [Fact]
    public async Task A_file_that_is_healed_again_and_again_is_left_to_a_person()
    {
        using FixDesk desk = Desk();
        for (int i = 1; i <= 2; i++)
        {
            var fix = new EditFix("b.cs", $"x + {i}", $"x + {i + 1}");
            desk.Approve(_project.Workspace.Plan(fix).Id, "ada");
            _ = await desk.ApplyAsync(desk.Propose(fix, FixOrigin.Unverified));
        }

        var third = new EditFix("b.cs", "x + 3", "x + 4");
        desk.Approve(_project.Workspace.Plan(third).Id, "ada");
        FixProposal proposal = desk.Propose(third, FixOrigin.Unverified);
        Assert.Equal(HealingMode.Suggest, proposal.Decision.Mode);
        Assert.Contains("b.cs was healed 2 times", string.Join(';', proposal.Decision.Reasons), StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(HealingMode.Auto, desk.Propose(third, FixOrigin.Unverified).Decision.Mode);
    }

    [Fact]
    public async Task A_new_error_right_after_a_fix_sets_the_fix_apart()
    {
        using FixDesk desk = Desk();
        Assert.Null(desk.SawError(new SeenError("fp1:c:known", ["b.cs"])));
        FixProposal one = desk.Propose(Safe, FixOrigin.Unverified), two = desk.Propose(Moderate, FixOrigin.Unverified);
        _ = await desk.ApplyAsync(two, "ada", "go");
        _ = await desk.ApplyAsync(one, "ada", "go");

        Assert.Null(desk.SawError(new SeenError("fp1:c:known", ["b.cs"]))); // it was there before
        Assert.Equal(two.Plan.Id, desk.SawError(new SeenError("fp1:c:new", ["/build/src/b.cs"]))?.Fix);
        Assert.Contains("fp1:c:new", _memory.Of(two.Plan.Id).Quarantined!, StringComparison.Ordinal);
        Assert.Null(_memory.Of(one.Plan.Id).Quarantined);

        _clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Null(desk.SawError(new SeenError("fp1:c:later", ["b.cs"])));
    }

    [Fact]
    public async Task An_error_of_another_component_is_not_laid_to_a_fix_and_its_own_that_comes_back_is()
    {
        using FixDesk desk = Desk();
        FixProposal proposal = desk.Propose(Safe, FixOrigin.Unverified, occasion: new FixOccasion("fp1:c:stock", [new ComponentName("orders"), new ComponentName("gateway")]));
        _ = desk.SawError(Seen("fp1:c:stock", "orders"));
        _ = await desk.ApplyAsync(proposal, "ada", "go");

        Assert.Null(desk.SawError(Seen("fp1:c:other", "inventory")));
        Assert.Null(desk.SawError(Seen("fp1:c:stock", "gateway"))); // not new, and not where the fix was for it
        Assert.Null(desk.SawError(Seen("fp1:c:late", "gateway") with { SeenBefore = true }));
        Assert.Null(desk.SawError(Seen("fp1:c:early", "orders") with { At = _clock.GetUtcNow() - TimeSpan.FromSeconds(1) }));
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal("the error fp1:c:stock that it was for came back 20 s after it", desk.SawError(Seen("fp1:c:stock", "orders"))!.Why);
        Assert.Equal("the new error fp1:c:new came 20 s after it", desk.SawError(Seen("fp1:c:new", "gateway"))!.Why);
        Assert.Contains("came back", _memory.Of(proposal.Plan.Id).Quarantined!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_journal_tells_of_fixes_is_known_after_a_restart()
    {
        using FixDesk desk = Desk();
        _ = await desk.ApplyAsync(desk.Propose(Moderate, FixOrigin.Unverified, occasion: new FixOccasion("fp1:c:stock", [new ComponentName("orders")])), "ada", "go");
        JournalEntry[] entries = [.. _facts.All.Select((fact, place) => new JournalEntry(place + 1, _clock.GetUtcNow(), "patterns", fact))];
        _clock.Advance(TimeSpan.FromMinutes(1));
        var after = new CascadeWatch(new CascadeOptions { MostPerFile = 1 }, _clock);
        Assert.Null(after.Against(_project.Workspace.Plan(new EditFix("b.cs", "x + 2", "x + 3"))));

        after.Restore(entries);

        Assert.Contains("b.cs was healed 1 times", after.Against(_project.Workspace.Plan(new EditFix("b.cs", "x + 2", "x + 3")))!, StringComparison.Ordinal);
        Assert.Contains("came back 1 min after it", after.Blame(Seen("fp1:c:stock", "orders"))!.Why, StringComparison.Ordinal);
    }

    private static SeenError Seen(string fingerprint, string component) => new(fingerprint, []) { Component = new ComponentName(component) };

    [Fact]
    public void A_fix_that_fails_more_often_than_it_helps_is_set_apart()
    {
        using FixDesk desk = Desk();
        string id = desk.Propose(Safe, FixOrigin.Unverified).Plan.Id;
        desk.Judge(id, helped: true, "it builds");
        desk.Judge(id, helped: false, "it does not");
        Assert.Null(_memory.Of(id).Quarantined);
        desk.Judge(id, helped: false, "it does not");
        Assert.NotNull(_memory.Of(id).Quarantined);
    }

    [Fact]
    public void What_is_known_of_fixes_can_be_read_back_from_the_journal()
    {
        using FixDesk desk = Desk();
        string[] fixes = [.. new FixAction[] { Safe, Moderate, Risky }.Select(action => desk.Propose(action, FixOrigin.Unverified).Plan.Id)];
        desk.Judge(fixes[0], helped: true, "x");
        desk.Approve(fixes[0], "ada");
        desk.Judge(fixes[1], helped: false, "x");
        desk.Judge(fixes[2], helped: false, "x");
        desk.Release(fixes[2], "ada");

        var again = new FixMemory();
        foreach (FixJudged fact in _facts.All.OfType<FixJudged>())
            again.Take(fact);
        Assert.Equal(fixes.Select(_memory.Of), fixes.Select(again.Of));
        Assert.Equal(new FixRecord(1, 0, "ada", null), again.Of(fixes[0]));
        Assert.NotNull(again.Of(fixes[1]).Quarantined);
    }

    [Fact]
    public void Another_content_is_another_fix_whatever_its_pattern_is_called()
    {
        using FixDesk desk = Desk();
        desk.Approve(desk.Propose(Safe, FixOrigin.Unverified, "cs.good").Plan.Id, "ada");
        Assert.Equal("unverified", desk.Propose(Safe with { New = "using A;\nusing Evil;" }, FixOrigin.Unverified, "cs.good").Decision.Precedent);
    }

    [Fact]
    public void Costs_are_bound_by_operation_and_day_also_while_they_run()
    {
        var ledger = new CostLedger(_facts, new CostLimits { PerOperation = 1, PerDay = 2 }, _clock);
        Assert.Null(ledger.Reserve("generate", 1.01m));
        CostReservation first = ledger.Reserve("generate", 1)!, second = ledger.Reserve("generate", 1)!;
        Assert.Null(ledger.Reserve("generate", 0.01m));
        first.Settle(0.4m);
        first.Dispose(); // nothing is given back twice
        second.Dispose();
        Assert.Equal(0.4m, ledger.Today);
        using CostReservation third = ledger.Reserve("generate", 1)!;
        Assert.Null(ledger.Reserve("generate", 0.7m));
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, ledger.Today);
        Assert.NotNull(ledger.Reserve("generate", 1));
        Assert.Equal(3, _facts.All.OfType<CostSpent>().Count(static spent => spent.Refused is not null));
    }

    public void Dispose() => _project.Dispose();

    private FixDesk Desk(HandSwitch? killSwitch = null, HealingMode most = HealingMode.Auto) =>
        new(_project.Workspace, _project.Backups, killSwitch ?? new HandSwitch(), _facts, _memory, cascades: new CascadeWatch(time: _clock), most: most);
}
