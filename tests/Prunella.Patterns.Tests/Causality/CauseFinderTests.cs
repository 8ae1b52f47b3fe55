using System.Diagnostics;
using Prunella.Journal;
using Prunella.Patterns.Causality;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Stores;
using Prunella.Recovery;

namespace Prunella.Patterns.Tests.Causality;

public sealed class CauseFinderTests : IAsyncDisposable
{
    private static readonly ErrorEvent Error = ErrorParser.Parse("System.InvalidOperationException: stock of A7 is odd\n   at Shop.Cart.Add(Int32 id) in /src/Cart.cs:line 3\n");
    private static readonly Fingerprint Names = new Fingerprinter(new HelperModel()).Of(Error);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("prunella-cause-");
    private readonly InMemoryPatternStore _store = new();

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task Outside_of_a_repository_only_what_is_known_is_told()
    {
        var finder = new CauseFinder(_folder.FullName, _store);
        Assert.Null(await finder.FindAsync(Error, Names));

        _ = await _store.WriteAsync([new CausalityEdge(Names.Core, "43be5c7a4c", 1, Confirmed: true, "ada says so", DateTimeOffset.UnixEpoch)]);

        SuspectedCauses causes = (await finder.FindAsync(Error, Names))!;
        Assert.Equal(new SuspectedCommit("43be5c7a4c", null, "", 1, Known: true, "ada says so"), Assert.Single(causes.Commits));
    }

    [Fact]
    public async Task The_commit_that_changed_what_is_in_the_trace_is_suspected_and_one_that_is_known_goes_first()
    {
        Git("init", "-q");
        Commit("Cart.cs", "class Cart\n{\n    void Add(int id) { }\n}\n", "Add carts");
        Commit("notes.txt", "nothing\n", "Write notes");
        var finder = new CauseFinder(_folder.FullName, _store);

        SuspectedCauses causes = (await finder.FindAsync(Error, Names))!;

        SuspectedCommit first = causes.Commits[0];
        Assert.Equal(("Add carts", 0.32, false, 2), (first.Subject, first.Confidence, first.Known, causes.Considered));
        Assert.Contains("Cart", first.Why, StringComparison.Ordinal);

        // It is seen when another commit is checked out, and what a person has said comes first.
        Commit("Cart.cs", "class Cart\n{\n    void Add(int id) { id++; }\n}\n", "Count items");
        _ = await _store.WriteAsync([new CausalityEdge(Names.Core, first.Commit[..10], 1, Confirmed: true, "ada says so", DateTimeOffset.UnixEpoch)]);
        causes = (await finder.FindAsync(Error, Names))!;
        Assert.Equal(["Add carts", "Count items"], causes.Commits.Take(2).Select(static commit => commit.Subject));
        Assert.True(causes.Commits[0].Known);
        Assert.Equal(first.Commit, causes.Commits[0].Commit);
    }

    [Fact]
    public async Task A_history_that_takes_too_long_is_left_out_and_the_answer_says_so()
    {
        Git("init", "-q");
        Commit("Cart.cs", "class Cart { }\n", "Add carts");
        SuspectedCauses? causes = await new CauseFinder(_folder.FullName, options: new CauseOptions { TimeLimit = TimeSpan.FromTicks(1) }).FindAsync(Error, Names);
        Assert.Contains("could not be read within", causes!.Note!, StringComparison.Ordinal);
        Assert.Empty(causes.Commits);
    }

    private void Commit(string file, string content, string subject)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, file), content);
        Git("add", file);
        Git("-c", "user.name=ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false", "commit", "-q", "-m", subject);
    }

    private void Git(params string[] arguments)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _folder.FullName })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
