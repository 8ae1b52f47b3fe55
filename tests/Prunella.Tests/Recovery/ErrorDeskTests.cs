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
