using FsCheck;
using FsCheck.Fluent;
using Prunella.Patterns.Causality;
using Prunella.Patterns.Errors;

namespace Prunella.Patterns.Tests.Causality;

public sealed class CausalityRankerTests
{
    [Fact]
    public void The_newest_change_of_the_function_that_threw_comes_first()
    {
        Commit[] history = [Change("a", "Cart.cs", "Add"), Change("b", "Cart.cs", "Total"), Change("c", "Cart.cs", "Add"), Change("d", "Menu.cs", "Draw")];
        IReadOnlyList<CommitSuspect> ranking = CausalityRanker.Rank([Thrown("Shop.Cart", "Add")], history);
        Assert.Equal(["c", "a", "b"], ranking.Take(3).Select(static suspect => suspect.Commit.Id));
        Assert.Equal(["it changed Add in Cart, which is in the trace"], ranking[0].Why);
    }

    [Fact]
    public void A_commit_that_changed_everything_is_a_weaker_suspect()
    {
        Commit small = Change("small", "Cart.cs", "Total");
        Commit sweep = new("sweep", default, "a", "s", [.. Enumerable.Range(0, 50).Select(static i => new FileChange($"src/F{i}.cs", 3, 0, [])), new FileChange("src/Cart.cs", 3, 0, ["Total"])]);
        Assert.Equal("small", CausalityRanker.Rank([Thrown("Shop.Cart", "Total")], [small, sweep])[0].Commit.Id);
    }

    [Fact]
    public void A_test_points_at_what_it_is_named_after_and_at_its_words()
    {
        var failure = new FailureEvidence("expected 3", [], "shop.CartTest", "discountIsRounded");
        Commit[] history = [Change("words", "Money.java", "roundDiscount"), Change("subject", "Cart.java", "size"), Change("none", "Menu.java", "draw")];
        IReadOnlyList<CommitSuspect> ranking = CausalityRanker.Rank([failure], history);
        Assert.Equal("none", ranking[^1].Commit.Id);
        Assert.Empty(ranking[^1].Why);
        Assert.Contains(ranking[0].Why.Concat(ranking[1].Why), static why => why.Contains("discount", StringComparison.Ordinal));
    }

    [Fact]
    public void Changes_of_tests_alone_cause_nothing()
    {
        Commit test = Change("test", "CartTest.java", "add", "src/test/java/");
        Assert.Equal("code", CausalityRanker.Rank([Thrown("shop.CartTest", "add"), Thrown("shop.Cart", "add")], [Change("code", "Cart.java", "add"), test])[0].Commit.Id);
    }

    [Fact]
    public void The_test_of_an_error_is_taken_from_its_trace()
    {
        ErrorEvent error = ErrorParser.Parse("java.lang.IllegalStateException: no stock\n\tat shop.Cart.add(Cart.java:12)\n\tat shop.CartTest.addTwice(CartTest.java:8)\n");
        FailureEvidence evidence = FailureEvidence.Of(error);
        Assert.Equal(("shop.CartTest", "addTwice"), (evidence.TestType, evidence.TestMethod));
    }

    [Fact]
    public void Every_commit_is_ranked_once_whatever_the_failure_says() => Prop.ForAll(
        ArbMap.Default.ArbFor<string[]>(), ArbMap.Default.ArbFor<string>(), static (subjects, message) =>
        {
            Commit[] history = [.. (subjects ?? []).Select(static (subject, i) => new Commit($"{i}", default, "a", subject ?? "", [new FileChange($"{subject}.cs", 1, 1, [subject ?? ""])]))];
            IReadOnlyList<CommitSuspect> ranking = CausalityRanker.Rank([new FailureEvidence(message ?? "", [], message, message)], history);
            return ranking.Select(static suspect => suspect.Commit).ToHashSet().SetEquals(history) && ranking.Count == history.Length && ranking.All(static suspect => double.IsFinite(suspect.Score));
        }).QuickCheckThrowOnFailure();

    private static Commit Change(string id, string file, string function, string folder = "src/") => new(id, default, "a", $"change {id}", [new FileChange(folder + file, 4, 1, [function])]);

    private static FailureEvidence Thrown(string type, string method) => new("", [[new StackFrame(type, method, null, null, InApp: true)]]);
}
