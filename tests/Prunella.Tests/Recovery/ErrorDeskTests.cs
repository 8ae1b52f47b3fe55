using Prunella.Journal;
using Prunella.Kernel;
using Prunella.Recovery;

namespace Prunella.Tests.Recovery;

public sealed class ErrorDeskTests : IDisposable
{
    private readonly ScriptedMemory _memory = new();
    private readonly RecoveryWorld _world;

    public ErrorDeskTests() => _world = new RecoveryWorld { Errors = _memory };

    public void Dispose() => _world.Dispose();

    [Fact]
    public void An_incident_carries_the_name_of_its_error_and_what_is_known()
    {
        _world.Health.Add("orders");
        _ = _world.Action("replace");
        _memory.Known = new RecognisedError("fp1:c:1", "Boom: no stock") { Pattern = "shop.stock", Suggestion = "Recount.", Confidence = 0.9, Why = "it says so" };
        _world.Fail("orders", "Boom: no stock");
        Assert.Null(_world.TheOpen.Error); // healing comes first
        _world.Pass(1);

        ErrorRecognised fact = Assert.Single(_world.Journal.Facts.OfType<ErrorRecognised>());
        Assert.Equal((new ComponentName("orders"), "fp1:c:1", "shop.stock", "Recount.", 0.9), (fact.Component!.Value, fact.Fingerprint, fact.Pattern, fact.Suggestion, fact.Confidence));
        Assert.Same(fact, _world.TheOpen.Error);
        Assert.Contains("Boom: no stock", Assert.Single(_memory.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public void An_incident_that_is_over_by_then_gets_it_too()
    {
        _world.Health.Add("orders");
        _ = _world.Cure("replace");
        _memory.Known = new RecognisedError("fp1:c:1", "Boom");
        _world.Fail("orders", "Boom");
        _world.Pass(2);
        Assert.Equal("fp1:c:1", _world.TheClosed.Error!.Fingerprint);
    }

    [Fact]
    public void What_helped_against_this_error_before_goes_first_though_it_is_dearer()
    {
        _world.Health.Add("orders");
        TestAction reset = _world.Action("reset", RecoveryTier.ResetUnit), replace = _world.Cure("replace");
        _memory.Remedies["Boom"] = "replace";
        _world.Fail("orders", "Boom");

        Assert.Empty(reset.Executed);
        _ = Assert.Single(replace.Executed);
        Assert.Contains("reset (tier 2): replace helped against this error before", Assert.Single(_world.Journal.Of<ActionPlanned>()).Alternatives);
    }

    [Fact]
    public void What_helped_before_does_not_keep_a_restart_waiting_for_a_person()
    {
        _world.Health.Add("orders");
        TestAction replace = _world.Action("replace"), repair = _world.Cure("repair", RecoveryTier.Repair);
        _memory.Remedies["Boom"] = "repair";
        _world.Fail("orders", "Boom");
        _world.Pass(60);
        _ = Assert.Single(replace.Executed);
        Assert.Equal("repair", _world.TheOpen.Pending!.Action);

        _world.SetMode(RecoveryTier.Repair, HealingMode.Auto);
        _world.Pass(2);
        _ = Assert.Single(repair.Executed);
        _world.Fail("orders", "Boom");
        _world.Pass(2);
        _ = Assert.Single(replace.Executed); // it needs nobody's leave any more, and goes first
        Assert.Equal(2, repair.Executed.Count);
    }

    [Fact]
    public void The_commits_behind_the_error_are_a_fact_of_their_own_and_the_reading_ends()
    {
        _world.Health.Add("orders");
        _ = _world.Action("replace");
        _memory.Known = new RecognisedError("fp1:c:1", "Boom");
        _memory.Causes = new SuspectedCauses([new SuspectedCommit("43be5c7a4c11", null, "Count twice", 0.32, Known: false, "it changed Add")], 12, null);
        _world.Fail("orders", "Boom");
        Assert.True(_world.TheOpen.ReadsError);
        _world.Pass(1);

        Assert.False(_world.TheOpen.ReadsError);
        CommitsSuspected fact = Assert.Single(_world.Journal.Of<CommitsSuspected>());
        Assert.Equal(("fp1:c:1", 12), (fact.Fingerprint, fact.Considered));
        Assert.Same(fact, _world.TheOpen.Causes);
        Assert.Equal(["43be5c7a4c Count twice (right in 32 % of such answers: it changed Add)"], ErrorWords.Of(fact));
    }

    [Fact]
    public void It_learns_which_remedy_failed_and_which_helped()
    {
        _world.Health.Add("orders");
        _ = _world.Action("reset", RecoveryTier.ResetUnit);
        _ = _world.Cure("replace");
        _world.Fail("orders", "Boom");
        _world.Pass(120);
        Assert.Equal([("reset", false), ("replace", true)], _memory.Learned);
    }

    [Fact]
    public void A_remedy_that_is_no_more_there_changes_nothing()
    {
        _world.Health.Add("orders");
        TestAction replace = _world.Cure("replace");
        _memory.Remedies["Boom"] = "gone";
        _world.Fail("orders", "Boom");
        _ = Assert.Single(replace.Executed);
    }

    [Fact]
    public void A_memory_that_throws_holds_no_healing_up()
    {
        _ = _world.ExpectedFaults.Add("the memory of errors");
        _memory.Throws = true;
        _world.Health.Add("orders");
        TestAction replace = _world.Cure("replace");
        _world.Fail("orders", "Boom");
        _world.Pass(2);
        _ = Assert.Single(replace.Executed);
        Assert.Null(_world.TheClosed.Error);
        Assert.NotEmpty(_world.Journal.Of<InternalFault>());
    }

    [Fact]
    public void The_error_is_told_in_words()
    {
        var fact = new ErrorRecognised { Fingerprint = "fp1:c:1", Error = "Boom", Pattern = "shop.stock", Suggestion = "Recount.", Confidence = 0.73, Why = "it says so", Remedy = "replace" };
        Assert.Equal(
            ["Boom", "fingerprint fp1:c:1", "known as shop.stock: it says so", "suggested: Recount. (right in 73 % of such answers)", "replace helped against it before, and was tried first"], ErrorWords.Of(fact));
        Assert.Contains("not known yet", ErrorWords.Of(new ErrorRecognised { Fingerprint = "f", Error = "e" }));
    }

    private sealed class ScriptedMemory : IErrorMemory
    {
        public RecognisedError? Known { get; set; }

        public bool Throws { get; set; }

        public Dictionary<string, string> Remedies { get; } = new(StringComparer.Ordinal);

        public List<string> Asked { get; } = [];

        public SuspectedCauses? Causes { get; set; }

        public SuspectedCauses? CausesOf(Incident incident, string text) => Causes;

        public List<(string Action, bool Helped)> Learned { get; } = [];

        public RecognisedError? Recognise(Incident incident, string text)
        {
            Check();
            Asked.Add(text);
            return Known;
        }

        public string? RemedyFor(string text)
        {
            Check();
            return Remedies.FirstOrDefault(pair => text.Contains(pair.Key, StringComparison.Ordinal)).Value;
        }

        public void Learn(Incident incident, string text, string action, bool helped)
        {
            Check();
            Learned.Add((action, helped));
        }

        private void Check()
        {
            if (Throws)
                throw new InvalidOperationException("no memory");
        }
    }
}
