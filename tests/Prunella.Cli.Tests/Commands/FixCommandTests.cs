using System.Text.Json;
using Prunella.Cli.Tests.Agents;

namespace Prunella.Cli.Tests.Commands;

public sealed class FixCommandTests : IDisposable
{
    private const string Own = """
        [
          {"id":"shop.using","title":"t","regex":"shop using","fix":"f","action":{"kind":"edit","file":"Cart.cs","old":"using A;","new":"using A;\nusing B;"}},
          {"id":"shop.env","title":"t","regex":"shop env","fix":"f","action":{"kind":"edit","file":".env","old":"A","new":"B"}},
          {"id":"shop.words","title":"t","regex":"shop words","fix":"Recount."}
        ]
        """;

    private readonly CliHarness _cli = new();

    public FixCommandTests()
    {
        File.WriteAllText(Path.Combine(_cli.Here, "own.json"), Own);
        File.WriteAllText(Cart, "using A;\nclass C { }\n");
        File.WriteAllText(Path.Combine(_cli.Here, ".env"), "A\n");
    }

    private string Cart => Path.Combine(_cli.Here, "Cart.cs");

    [Fact]
    public async Task A_dry_run_shows_the_decision_and_changes_nothing()
    {
        Assert.Equal(0, await _cli.RunAsync("patterns", "apply", "shop.using", "-p", "own.json", "--dry-run"));
        Assert.Contains("ask: the change is safe, and it came with a reviewed pattern", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal("using A;\nclass C { }\n", await File.ReadAllTextAsync(Cart));
    }

    [Fact]
    public async Task A_fix_is_carried_out_judged_and_taken_back()
    {
        Assert.Equal(0, await _cli.RunAsync("patterns", "apply", "shop.using", "-p", "own.json", "--reason", "try it"));
        Assert.Equal("using A;\nusing B;\nclass C { }\n", await File.ReadAllTextAsync(Cart));
        string[] words = _cli.Out.ToString().Split([' ', '\n', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        string fix = words.First(static word => word.StartsWith("fix:", StringComparison.Ordinal)), backup = words.First(static word => word.StartsWith("fix-", StringComparison.Ordinal));

        Assert.Equal(0, await _cli.RunAsync("patterns", "judge", fix, "helped"));
        Assert.Contains("It helped 1 of 1 times.", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("patterns", "revert", backup, "-r", "no good"));
        Assert.Equal("using A;\nclass C { }\n", await File.ReadAllTextAsync(Cart));

        // It remembers from one command to the next.
        Assert.Equal(5, await _cli.RunAsync("patterns", "apply", "shop.using", "-p", "own.json"));
        Assert.Contains("set apart: it was taken back: ada: no good", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("patterns", "judge", fix, "released"));
        Assert.Equal(0, await _cli.RunAsync("patterns", "apply", "shop.using", "-p", "own.json"));
        Assert.Equal(0, await _cli.RunAsync("audit", "verify", Path.Combine(".prunella", "fixes", "journal")));
    }

    [Fact]
    public async Task What_was_imported_is_applied_without_its_file_and_what_a_model_made_stays_so()
    {
        _cli.In = new StringReader(Own.Replace("\"fix\":\"f\",\"action\":{\"kind\":\"edit\",\"file\":\"Cart.cs\"", "\"fix\":\"f\",\"generated\":\"rules\",\"action\":{\"kind\":\"edit\",\"file\":\"Cart.cs\"", StringComparison.Ordinal));
        Assert.Equal(0, await _cli.RunAsync("patterns", "import", "-"));
        Assert.Equal(4, await _cli.RunAsync("patterns", "apply", "shop.using")); // nobody has tried it
        Assert.Equal(0, await _cli.RunAsync("patterns", "apply", "shop.using", "--yes"));
        Assert.Equal("using A;\nusing B;\nclass C { }\n", await File.ReadAllTextAsync(Cart));
    }

    [Fact]
    public async Task What_is_only_suggested_needs_a_yes()
    {
        await File.WriteAllTextAsync(Path.Combine(_cli.Here, "made.json"), Own.Replace("\"fix\":\"f\",\"action\"", "\"fix\":\"f\",\"generated\":\"rules\",\"action\"", StringComparison.Ordinal));
        Assert.Equal(4, await _cli.RunAsync("patterns", "apply", "shop.using", "-p", "made.json"));
        Assert.Equal("using A;\nclass C { }\n", await File.ReadAllTextAsync(Cart));
        Assert.Equal(0, await _cli.RunAsync("patterns", "apply", "shop.using", "-p", "made.json", "--yes"));
        Assert.Contains("using B;", await File.ReadAllTextAsync(Cart), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_breaks_a_limit_or_the_kill_switch_is_refused()
    {
        Assert.Equal(5, await _cli.RunAsync("patterns", "apply", "shop.env", "-p", "own.json"));
        Assert.Contains(".env may not be touched", _cli.Out.ToString(), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_cli.Here, ".prunella", "stop-healing"), "");
        Assert.Equal(5, await _cli.RunAsync("patterns", "apply", "shop.using", "-p", "own.json"));
        Assert.Contains("healing is stopped", _cli.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal("using A;\nclass C { }\n", await File.ReadAllTextAsync(Cart));
    }

    [Theory]
    [InlineData("patterns", "apply", "shop.words", "-p", "own.json")]
    [InlineData("patterns", "apply", "shop.none", "-p", "own.json")]
    [InlineData("patterns", "judge", "other", "helped")]
    [InlineData("patterns", "revert", "../x")]
    [InlineData("patterns", "generate")]
    [InlineData("patterns", "generate", "--diff", "x", "--transcript", "y")]
    [InlineData("patterns", "generate", "--diff", "own.json", "--base-address", "ftp://x")]
    public async Task A_command_that_can_not_be_meant_says_why(params string[] arguments)
    {
        Assert.Equal(1, await _cli.RunAsync(arguments));
        Assert.NotEmpty(_cli.Error.ToString());
    }

    [Fact]
    public async Task A_transcript_becomes_a_pattern_that_lookup_knows()
    {
        _cli.In = new StringReader("$ ./shop\nShop.MeterException: The meter of 'cart' has not begun\n   at Shop.Cart.Add()\n\n$ dotnet restore\nok\n$ ./shop\nlistening\n");
        Assert.Equal(0, await _cli.RunAsync("patterns", "generate", "--transcript", "-", "--offline"));
        string json = _cli.Out.ToString();
        using JsonDocument made = JsonDocument.Parse(json);
        Assert.Equal("rules", made.RootElement[0].GetProperty("generated").GetString());
        Assert.Equal("dotnet", made.RootElement[0].GetProperty("action").GetProperty("command")[0].GetString());

        await File.WriteAllTextAsync(Path.Combine(_cli.Here, "made.json"), json);
        Assert.Equal(0, await _cli.RunAsync("patterns", "lookup", "-p", "made.json", "-n", "1", "Shop.MeterException: The meter of 'stock' has not begun"));
        Assert.Contains("net.", _cli.Out.ToString()[json.Length..], StringComparison.Ordinal);
        Assert.Equal(0, await _cli.RunAsync("patterns", "apply", made.RootElement[0].GetProperty("id").GetString()!, "-p", "made.json", "--dry-run"));
        Assert.Contains("nobody has tried it", _cli.Out.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();
}
