using System.Text.Json;
using Microsoft.Data.Sqlite;
using Prunella.Cli.Tests.Agents;

namespace Prunella.Cli.Tests.Commands;

public sealed class MemoryCommandTests : IDisposable
{
    private const string Error = "System.InvalidOperationException: stock of A7 is odd\n   at Shop.Cart.Add(Int32 id) in /src/Cart.cs:line 12\n";

    private readonly CliHarness _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task What_was_learned_is_told_when_the_error_comes_again_and_by_another_way()
    {
        string id = await LearnAsync(Error, "Recount the shelf.");

        string said = await LookUpAsync(Error);
        Assert.Contains("Recount the shelf.", said, StringComparison.Ordinal);
        Assert.Contains($"({id}, remembered here, the same error, 90 % sure, at least 0 % by its outcomes)", said, StringComparison.Ordinal);

        string other = Error.Replace("A7", "B9", StringComparison.Ordinal) + "   at Shop.Desk.Sell() in /src/Desk.cs:line 3\n";
        Assert.Contains("the same fault", await LookUpAsync(other), StringComparison.Ordinal);
        Assert.Contains("by words alone", await LookUpAsync("the stock is odd"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feedback_changes_how_sure_the_answer_is()
    {
        string id = await LearnAsync(Error, "Recount the shelf.");
        for (int i = 0; i < 3; i++)
            Assert.Equal(0, await _cli.RunAsync("patterns", "feedback", id, "failed", "--note", "it came back"));
        Assert.Contains("helped 0 of 3 times", _cli.Out.ToString(), StringComparison.Ordinal);

        _cli.Out.GetStringBuilder().Clear();
        _cli.In = new StringReader(Error);
        Assert.Equal(0, await _cli.RunAsync("patterns", "lookup", "--json"));
        using JsonDocument reply = JsonDocument.Parse(_cli.Out.ToString());
        JsonElement first = reply.RootElement.GetProperty("remembered")[0];
        Assert.Equal((id, "exact", 3), (first.GetProperty("id").GetString(), first.GetProperty("tier").GetString(), first.GetProperty("failures").GetInt32()));
        Assert.Equal(0.9 * 4 / 7, first.GetProperty("confidence").GetDouble(), 6);

        Assert.Equal(1, await _cli.RunAsync("patterns", "feedback", "l-none", "worked"));
        Assert.Equal(1, await _cli.RunAsync("patterns", "feedback", id, "perhaps"));
    }

    [Fact]
    public async Task The_same_fix_of_the_same_error_is_learned_once_and_two_can_be_made_one()
    {
        string one = await LearnAsync(Error, "Recount the shelf."), again = await LearnAsync(Error, "Recount the shelf."), other = await LearnAsync("Error: the shelf is bent", "Straighten it.");
        Assert.Equal(one, again);

        Assert.Equal(0, await _cli.RunAsync("patterns", "merge", one, other));
        Assert.Equal(1, await _cli.RunAsync("patterns", "merge", one, other));

        Assert.Contains(other, await LookUpAsync(Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_merge_can_be_taken_back_and_is_not_repeated_by_accident()
    {
        string one = await LearnAsync(Error, "Recount the shelf."), other = await LearnAsync("Error: the shelf is bent", "Straighten it.");
        Assert.Equal(1, await _cli.RunAsync("patterns", "split", one));
        Assert.Equal(0, await _cli.RunAsync("patterns", "merge", one, other));

        Assert.Equal(0, await _cli.RunAsync("patterns", "split", one));
        Assert.Contains($"{one} is no longer {other}.", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Contains($"({one}, remembered here, the same error", await LookUpAsync(Error), StringComparison.Ordinal);
        Assert.Equal(1, await _cli.RunAsync("patterns", "merge", one, other));
        Assert.Contains("were split before: --again merges them nevertheless", _cli.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("patterns", "merge", one, other, "--again"));
    }

    [Fact]
    public async Task An_error_that_one_learning_answers_to_by_mistake_gets_its_own()
    {
        string one = await LearnAsync(Error, "Recount the shelf."), other = await LearnAsync("Error: the shelf is bent", "Straighten it.");
        Assert.Equal(0, await _cli.RunAsync("patterns", "merge", other, one));
        Assert.Equal(1, await _cli.RunAsync("patterns", "split", one, "--error", "Error: something else"));
        Assert.Equal(1, await _cli.RunAsync("patterns", "split", one, "--fix", "Call the joiner."));

        Assert.Equal(0, await _cli.RunAsync("patterns", "split", one, "--error", "Error: the shelf is bent", "--fix", "Call the joiner."));

        string bent = await LookUpAsync("Error: the shelf is bent\n"), odd = await LookUpAsync(Error);
        Assert.Contains("Call the joiner.", bent, StringComparison.Ordinal);
        Assert.DoesNotContain($"({one}, remembered here, the same", bent, StringComparison.Ordinal);
        Assert.Contains(one, odd, StringComparison.Ordinal);
        Assert.DoesNotContain("Call the joiner.", odd, StringComparison.Ordinal);
        Assert.Equal(1, await _cli.RunAsync("patterns", "split", one, "--error", Error));
    }

    [Fact]
    public async Task Patterns_are_seeded_once_and_imported_ones_are_found()
    {
        await File.WriteAllTextAsync(Path.Combine(_cli.Here, "own.json"), """[{"id":"shop.stock","title":"The stock is odd","regex":"stock of \\S+ is odd","fix":"Count in pairs."}]""");
        Assert.Equal(0, await _cli.RunAsync("patterns", "seed"));
        Assert.Contains("164 patterns new or changed, of 164.", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("patterns", "seed"));
        Assert.Contains("0 patterns new or changed, of 164.", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("patterns", "import", "own.json"));
        Assert.Equal(1, await _cli.RunAsync("patterns", "import", "none.json"));

        Assert.Contains("shop.stock, recognised", await LookUpAsync(Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stats_tell_how_much_there_is_and_verify_names_a_row_that_was_changed()
    {
        Assert.Equal(0, await _cli.RunAsync("patterns", "stats"));
        Assert.Contains("0 learnings; no fix was tried yet", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await _cli.RunAsync("patterns", "verify"));

        string id = await LearnAsync(Error, "Recount the shelf.");
        Assert.Equal(0, await _cli.RunAsync("patterns", "feedback", id, "worked"));
        Assert.Equal(0, await _cli.RunAsync("patterns", "stats"));
        Assert.Contains("1 learning; fixes helped 1 of 1 times", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("patterns", "verify"));
        Assert.Contains("2 rows, all as written.", _cli.Out.ToString(), StringComparison.Ordinal);

        string file = Assert.Single(Directory.EnumerateFiles(_cli.Root, "patterns.db", SearchOption.AllDirectories));
        using (var connection = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            connection.Open();
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "DROP TRIGGER healing_audit_no_update; UPDATE healing_audit SET actor = 'nobody' WHERE seq = 2";
            _ = command.ExecuteNonQuery();
        }

        Assert.Equal(3, await _cli.RunAsync("patterns", "verify"));
        Assert.Contains("Row 2: It was changed", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Beside_a_manifest_the_memory_lies_in_its_state_directory_and_holds_no_secret()
    {
        await File.WriteAllTextAsync(Path.Combine(_cli.Here, "prunella.yaml"), "project: shop\nservices: {}\n");
        _ = await LearnAsync("Error: login with password=q7Hd92kkAx failed", "Set password=q7Hd92kkAx again.");

        string state = Path.Combine(_cli.Here, ".prunella");
        Assert.Contains("patterns.db", Directory.EnumerateFiles(state).Select(Path.GetFileName));
        foreach (string file in Directory.EnumerateFiles(state))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file)).AsSpan().IndexOf("q7Hd92kkAx"u8));
    }

    [Fact]
    public async Task A_lookup_leaves_nothing_behind_where_nothing_was_learned()
    {
        _ = await LookUpAsync(Error);
        Assert.Empty(Directory.EnumerateFiles(_cli.Root, "patterns.*", SearchOption.AllDirectories));
    }

    private async Task<string> LearnAsync(string error, string fix)
    {
        _cli.Out.GetStringBuilder().Clear();
        _cli.In = new StringReader(error);
        Assert.Equal(0, await _cli.RunAsync("patterns", "learn", "--fix", fix));
        string said = _cli.Out.ToString();
        int at = said.IndexOf("l-", StringComparison.Ordinal);
        return said.Substring(at, said.IndexOf('.', at) - at);
    }

    private async Task<string> LookUpAsync(string error)
    {
        _cli.Out.GetStringBuilder().Clear();
        _cli.In = new StringReader(error);
        _ = await _cli.RunAsync("patterns", "lookup", error.Contains('\n') ? "-" : error);
        return _cli.Out.ToString();
    }
}
