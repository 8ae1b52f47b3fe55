using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Prunella.Patterns.Known;

namespace Prunella.Patterns.Tests.Known;

public sealed class PatternLookupTests
{
    private static readonly PatternLookup Lookup = new(PatternLibrary.Seeds);

    [Theory]
    [InlineData("the database says the row is there already", "pg.unique")]
    [InlineData("go program hangs, nobody reads from the channel", "go.deadlock")]
    [InlineData("singleton gets a DbContext injected", "net.di-scoped")]
    [InlineData("forgot the semicolon in my C# file", "cs.CS1002")]
    [InlineData("pod is killed because it needs too much memory", "k8s.oom")]
    [InlineData("certficate has exipred", "net.tls")]
    public void A_question_in_free_words_finds_its_pattern_among_five(string question, string id) =>
        Assert.Contains(Lookup.Look(question), match => match.Pattern.Id == id && match.Tier == LookupTier.Lexical);

    [Fact]
    public void An_outer_error_comes_before_the_one_it_tells_of()
    {
        IReadOnlyList<PatternMatch> found = Lookup.Look("Npgsql.NpgsqlException (0x80004005): Failed to connect to 10.0.0.1:5432\n ---> System.Net.Sockets.SocketException (111): Connection refused");
        Assert.Equal(["net.npgsql-refused", "net.socket-refused"], found.Take(2).Select(static match => match.Pattern.Id));
        Assert.True(found[0].Confidence > found[1].Confidence);
    }

    [Fact]
    public void What_the_expression_captured_and_why_are_told()
    {
        PatternMatch match = Lookup.Look("ModuleNotFoundError: No module named 'requsts'")[0];
        Assert.Equal(["requsts"], match.Captured);
        Assert.Contains("No module named 'requsts'", match.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_error_says_too_is_not_taken_for_it()
    {
        const string Text = "SyntaxError: Unexpected token '<', \"<html>\" is not valid JSON";
        Assert.Equal("node.json", Lookup.Look(Text)[0].Pattern.Id);
        Assert.DoesNotContain(Lookup.Look(Text, 20), static match => match.Pattern.Id == "node.syntax" && match.Tier == LookupTier.Recognised);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t")]
    [InlineData("的的的")]
    public void Nothing_known_gives_no_answer(string text) => Assert.Empty(Lookup.Look(text));

    [Fact]
    public void An_error_at_the_end_of_a_very_long_text_is_found()
    {
        string text = new string('x', 3 * PatternLookup.MostText) + "\njava.util.ConcurrentModificationException\n";
        Assert.Equal("java.cme", Lookup.Look(text)[0].Pattern.Id);
    }

    [Fact]
    public void Any_text_gets_at_most_as_many_answers_as_asked_for_and_none_twice() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), ArbMap.Default.ArbFor<PositiveInt>(), static (text, most) =>
        {
            IReadOnlyList<PatternMatch> found = Lookup.Look(text ?? "", most.Get);
            return found.Count <= most.Get && found.Select(static match => match.Pattern.Id).Distinct().Count() == found.Count;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("[{\"id\":\"a.b\",\"title\":\"t\",\"regex\":\"(?=x)\",\"fix\":\"f\"}]", "a.b")]
    [InlineData("[{\"id\":\"a.b\",\"title\":\"t\",\"regex\":\"(\",\"fix\":\"f\"}]", "a.b")]
    [InlineData("[{\"id\":\"a.b\",\"title\":\"t\",\"regex\":\"x\",\"fix\":\"f\"},{\"id\":\"a.b\",\"title\":\"t\",\"regex\":\"y\",\"fix\":\"f\"}]", "Two patterns")]
    [InlineData("[{\"id\":\"a.b\",\"title\":\"\",\"regex\":\"x\",\"fix\":\"f\"}]", "Pattern 1")]
    [InlineData("[null]", "Pattern 1")]
    [InlineData("[{\"id\":\"a.b\",\"colour\":\"red\"}]", "colour")]
    [InlineData("{", "can not be read")]
    public void A_file_of_patterns_that_can_not_be_used_says_why(string json, string said) =>
        Assert.Contains(said, Assert.Throws<FormatException>(() => Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_pattern_of_one_s_own_takes_the_place_of_the_shipped_one()
    {
        PatternLibrary own = PatternLibrary.Seeds.With(Read("""[{"id":"net.tls","title":"Ours","regex":"our ca is away","fix":"call ops"},{"id":"shop.stock","title":"No stock","regex":"stock is negative","fix":"recount"}]"""));
        Assert.Equal(PatternLibrary.Seeds.Patterns.Count + 1, own.Patterns.Count);
        Assert.Equal("Ours", own.Find("net.tls")!.Title);
        Assert.Equal("shop.stock", new PatternLookup(own).Look("error: stock is negative (-1)")[0].Pattern.Id);
    }

    private static PatternLibrary Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return PatternLibrary.Read(stream);
    }
}
