using Prunella.Patterns.Incidents;
using Prunella.Patterns.Known;
using Prunella.Patterns.Stores;
using Prunella.Patterns.Tests.Stores;
using Prunella.Recovery;
using Prunella.Views;

namespace Prunella.Patterns.Tests.Incidents;

public sealed class StoredErrorMemoryTests : IAsyncDisposable
{
    private const string Thrown = """
        ended with exit code 134
        Unhandled exception. Shop.Orders.LedgerException: the ledger of order 4711 is locked
           at Shop.Orders.Ledger.Open(Int32 order) in /src/Ledger.cs:line 12
           at Shop.Orders.Program.Main() in /src/Program.cs:line 3
        """;

    private readonly InMemoryPatternStore _store = new();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task What_helped_is_known_after_a_restart()
    {
        var before = new ErrorMemory(store: _store);
        before.Learn(SomeIncident.Is, Thrown, "replace-process", helped: false);
        before.Learn(SomeIncident.Is, Thrown, "reset-unit", helped: true);
        before.Learn(SomeIncident.Is, Thrown, "reset-unit", helped: true);

        var after = new ErrorMemory(store: _store);
        Assert.Null(after.RemedyFor(Thrown));
        await after.LoadAsync();

        Assert.Equal("reset-unit", after.RemedyFor(Thrown.Replace("4711", "4712", StringComparison.Ordinal)));
        Learning learning = (await _store.ListLearningsAsync("", 10)).Single(static one => one.Id.StartsWith("remedy:reset-unit:", StringComparison.Ordinal));
        Assert.Equal((2, 0), (learning.Successes, learning.Failures));
    }

    [Fact]
    public async Task Each_error_is_kept_without_its_secrets_and_a_learning_of_it_is_the_suggestion()
    {
        var memory = new ErrorMemory(store: _store);
        RecognisedError first = memory.Recognise(SomeIncident.Is, Thrown.Replace("is locked", "is locked, password=hunter2hunter2", StringComparison.Ordinal))!;
        ErrorGroup kept = Assert.Single(await _store.ListErrorsAsync(10));
        Assert.DoesNotContain("hunter2", kept.Message, StringComparison.Ordinal);
        Assert.Equal(first.Fingerprint, kept.Fingerprint.Core);

        await _store.WriteAsync([new Learning { Id = "ledger", Names = [kept.Fingerprint.Core], Problem = "locked ledger", Fix = "remove the stale lock", At = DateTimeOffset.UnixEpoch }]);
        RecognisedError second = memory.Recognise(SomeIncident.Is, Thrown)!;

        Assert.Equal(("remove the stale lock", "learned here, and not tried yet", 0.7), (second.Suggestion, second.Why, Math.Round(second.Confidence, 6)));
        Assert.Equal(2, (await _store.ListErrorsAsync(10)).Sum(static one => one.Seen));
    }

    [Fact]
    public async Task Patterns_that_come_while_it_runs_are_known_at_once()
    {
        var memory = new ErrorMemory(store: _store);
        Assert.Null(memory.Recognise(SomeIncident.Is, Thrown)!.Pattern);

        _ = await _store.WriteAsync([new StoredPattern(new ErrorPattern { Id = "shop.ledger", Title = "Locked", Regex = "the ledger of order \\d+ is locked", Fix = "Unlock it." }, Origin.Person, DateTimeOffset.UnixEpoch)]);

        RecognisedError known = memory.Recognise(SomeIncident.Is, Thrown)!;
        Assert.Equal(("shop.ledger", "recognised", "Unlock it."), (known.Pattern, known.Tier, known.Suggestion));
        Assert.NotNull(memory.Patterns.Library.Find("shop.ledger"));
    }

    [Fact]
    public void A_remedy_against_an_error_that_only_a_pattern_names_is_remembered_too()
    {
        const string Words = "the setting stock is missing";
        var memory = new ErrorMemory(PatternLibrary.Of([new ErrorPattern { Id = "shop.setting", Title = "t", Regex = "the setting \\S+ is missing", Fix = "f" }]), store: _store);
        Assert.Null(memory.RemedyFor(Words));
        memory.Learn(SomeIncident.Is, Words, "reset-unit", helped: true);
        Assert.Equal("reset-unit", memory.RemedyFor(Words));
        Assert.Equal("pattern:shop.setting", memory.Recognise(SomeIncident.Is, Words)!.Fingerprint);
    }

    [Fact]
    public async Task A_store_that_is_away_takes_nothing_from_the_naming()
    {
        List<Exception> faults = [];
        var away = new AwayStore(_store) { IsAway = true };
        var memory = new ErrorMemory(store: away, onFault: faults.Add);

        Assert.NotNull(memory.Recognise(SomeIncident.Is, Thrown));
        memory.Learn(SomeIncident.Is, Thrown, "reset-unit", helped: true);

        Assert.Equal("reset-unit", memory.RemedyFor(Thrown));
        Assert.NotEmpty(faults);
        PanelBlock only = Assert.Single(await new PatternsPanel(away).ViewAsync(CancellationToken.None));
        Assert.StartsWith("The memory can not be reached", Assert.IsType<PanelBlock.Text>(only).Words.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_tells_what_was_seen_and_what_helped()
    {
        var memory = new ErrorMemory(store: _store);
        Assert.Equal(2, (await new PatternsPanel(_store).ViewAsync(CancellationToken.None)).Count);
        _ = memory.Recognise(SomeIncident.Is, Thrown);
        memory.Learn(SomeIncident.Is, Thrown, "reset-unit", helped: true);

        IReadOnlyList<PanelBlock> blocks = await new PatternsPanel(_store).ViewAsync(CancellationToken.None);

        PanelBlock.Table errors = Assert.IsType<PanelBlock.Table>(blocks[1]), helped = Assert.IsType<PanelBlock.Table>(blocks[2]);
        Assert.Equal("Shop.Orders.LedgerException: the ledger of order 4711 is locked", errors.Rows[0][0].Text);
        Assert.Equal("new", errors.Rows[0][^1].Text);
        Assert.Equal(["the recovery action reset-unit", "1 of 1"], helped.Rows[0].Skip(1).Take(2).Select(static words => words.Text));
    }
}
