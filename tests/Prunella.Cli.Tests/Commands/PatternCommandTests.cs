using System.Diagnostics;
using System.Text.Json;
using Prunella.Cli.Tests.Agents;

namespace Prunella.Cli.Tests.Commands;

public sealed class PatternCommandTests : IDisposable
{
    private const string Error = "System.NullReferenceException: Object reference not set to an instance of an object.\n   at Shop.Cart.Add(Int32 id) in /src/Cart.cs:line 12\n";

    private readonly CliHarness _cli = new();

    [Fact]
    public async Task What_is_piped_in_is_named_with_what_to_do()
    {
        _cli.In = new StringReader(Error);
        Assert.Equal(0, await _cli.RunAsync("patterns", "lookup", "--most", "1"));
        string said = _cli.Out.ToString();
        Assert.Contains("(net.nullref, recognised", said, StringComparison.Ordinal);
        Assert.Contains("guard or initialise it", said, StringComparison.Ordinal);
        Assert.Contains("fingerprint fp1:c:", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_is_answered_by_words_alone_and_says_so()
    {
        Assert.Equal(0, await _cli.RunAsync("patterns", "lookup", "the row is already in the database"));
        Assert.Contains("by words alone", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_as_JSON_names_tier_confidence_and_reason()
    {
        _cli.In = new StringReader(Error);
        Assert.Equal(0, await _cli.RunAsync("patterns", "lookup", "--json"));
        using JsonDocument reply = JsonDocument.Parse(_cli.Out.ToString());
        JsonElement first = reply.RootElement.GetProperty("matches")[0];
        Assert.Equal(("net.nullref", "recognised"), (first.GetProperty("id").GetString(), first.GetProperty("tier").GetString()));
        Assert.InRange(first.GetProperty("confidence").GetDouble(), 0.5, 1);
        Assert.StartsWith("it says", first.GetProperty("why").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_in_the_text_does_not_come_out_again()
    {
        _cli.In = new StringReader("KeyError: 'password=q7Hd92kkAx'");
        Assert.Equal(0, await _cli.RunAsync("patterns", "lookup", "--json"));
        Assert.DoesNotContain("q7Hd92kkAx", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patterns_of_one_s_own_are_found_too_and_a_bad_file_says_why()
    {
        await File.WriteAllTextAsync(Path.Combine(_cli.Here, "own.json"), """[{"id":"shop.stock","title":"The stock is negative","regex":"stock of \\S+ is negative","fix":"Recount."}]""");
        await File.WriteAllTextAsync(Path.Combine(_cli.Here, "bad.json"), """[{"id":"shop.stock","title":"t","regex":"(?=x)","fix":"f"}]""");
        Assert.Equal(0, await _cli.RunAsync("patterns", "lookup", "-p", "own.json", "error: stock of A7 is negative"));
        Assert.Contains("Recount.", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await _cli.RunAsync("patterns", "lookup", "-p", "bad.json", "x"));
        Assert.Contains("shop.stock", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_known_and_nothing_said_are_told_apart()
    {
        Assert.Equal(2, await _cli.RunAsync("patterns", "lookup", "zzqx"));
        _cli.In = new StringReader("  \n");
        Assert.Equal(1, await _cli.RunAsync("patterns", "lookup"));
    }

    [Fact]
    public async Task A_pattern_is_explained_and_what_is_exported_can_be_given_back()
    {
        Assert.Equal(0, await _cli.RunAsync("patterns", "explain", "net.di-scoped"));
        Assert.Contains("create a scope", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await _cli.RunAsync("patterns", "explain", "net.nothing"));
        _cli.Out.GetStringBuilder().Clear();
        Assert.Equal(0, await _cli.RunAsync("patterns", "export"));
        await File.WriteAllTextAsync(Path.Combine(_cli.Here, "all.json"), _cli.Out.ToString());
        Assert.Equal(0, await _cli.RunAsync("patterns", "lookup", "-p", "all.json", "java.lang.NullPointerException"));
    }

    [Fact]
    public async Task Why_names_the_commit_that_changed_what_threw()
    {
        Git("init", "-q");
        Commit("Cart.cs", "class Cart\n{\n    public void Add(int id)\n    {\n        Items.Add(id);\n    }\n}\n", "Add the cart");
        Commit("Menu.cs", "class Menu\n{\n    public void Draw()\n    {\n    }\n}\n", "Draw the menu");
        Commit("Cart.cs", "class Cart\n{\n    public void Add(int id)\n    {\n        Items[id].Count++;\n    }\n}\n", "Count items twice");
        Commit("Menu.cs", "class Menu\n{\n    public void Draw()\n    {\n        Clear();\n    }\n}\n", "Clear before drawing");
        _cli.In = new StringReader(Error);

        Assert.Equal(0, await _cli.RunAsync("why", "--json"));

        using JsonDocument reply = JsonDocument.Parse(_cli.Out.ToString());
        Assert.Equal(4, reply.RootElement.GetProperty("commits").GetInt32());
        Assert.Equal(["Count items twice", "Add the cart"], reply.RootElement.GetProperty("suspects").EnumerateArray().Select(static suspect => suspect.GetProperty("subject").GetString()));
        _cli.Out.GetStringBuilder().Clear();
        Assert.Equal(0, await _cli.RunAsync("why", "Menu.cs"));
        Assert.Contains("Clear before drawing", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Count items twice", _cli.Out.ToString(), StringComparison.Ordinal);

        string cause = reply.RootElement.GetProperty("suspects")[0].GetProperty("id").GetString()!;
        Assert.Equal(1, await _cli.RunAsync("why", "Menu.cs", "--confirm", cause));
        Assert.Equal(1, await _cli.RunAsync("why", Error, "--confirm", "0000000000"));
        Assert.Equal(0, await _cli.RunAsync("why", Error, "--confirm", cause[..12]));
        _cli.Out.GetStringBuilder().Clear();
        Assert.Equal(0, await _cli.RunAsync("why", Error));
        Assert.Contains($"{cause[..10]} was the cause before", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains("ada says so", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lookup_names_the_commits_behind_an_error_and_what_a_person_confirmed_first()
    {
        Git("init", "-q");
        Commit("Cart.cs", "class Cart\n{\n    public void Add(int id)\n    {\n        Items.Add(id);\n    }\n}\n", "Add the cart");
        _cli.In = new StringReader(Error);
        _ = await _cli.RunAsync("patterns", "lookup");
        Assert.Contains("Commits that may have caused it (of 1, by trace and history)", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains("Add the cart (right in 32 % of such answers:", _cli.Out.ToString(), StringComparison.Ordinal);

        Commit("Notes.md", "words\n", "Write notes");
        string notes = Head();
        _cli.In = new StringReader(Error);
        Assert.Equal(0, await _cli.RunAsync("why", "--confirm", notes[..10]));
        _cli.Out.GetStringBuilder().Clear();
        _cli.In = new StringReader(Error);
        _ = await _cli.RunAsync("patterns", "lookup", "--json");
        using JsonDocument reply = JsonDocument.Parse(_cli.Out.ToString());
        JsonElement causes = reply.RootElement.GetProperty("causes");
        Assert.Equal(notes, causes.GetProperty("commits")[0].GetProperty("commit").GetString());
        Assert.Equal("Add the cart", causes.GetProperty("commits")[1].GetProperty("subject").GetString());
        Assert.True(causes.GetProperty("commits")[0].GetProperty("known").GetBoolean());

        _cli.Out.GetStringBuilder().Clear();
        _cli.In = new StringReader(Error);
        _ = await _cli.RunAsync("patterns", "lookup", "--no-commits");
        Assert.DoesNotContain("Commits", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await _cli.RunAsync("why", "--confirm", "HEAD", "boom"));
    }

    [Fact]
    public async Task Outside_of_a_repository_why_says_what_git_says()
    {
        Assert.Equal(1, await _cli.RunAsync("why", "boom"));
        Assert.Contains("not a git repository", _cli.Error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();

    private void Commit(string file, string content, string subject)
    {
        File.WriteAllText(Path.Combine(_cli.Here, file), content);
        Git("add", file);
        Git("-c", "user.name=ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false", "commit", "-q", "-m", subject);
    }

    private string Head()
    {
        using Process git = Process.Start(new ProcessStartInfo("git", ["rev-parse", "HEAD"]) { WorkingDirectory = _cli.Here, RedirectStandardOutput = true })!;
        string head = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return head;
    }

    private void Git(params string[] arguments)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _cli.Here })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
