using System.Text.Json.Nodes;
using Prunella.Cli.Tests.Agents;

namespace Prunella.Cli.Tests.Commands;

public sealed class ExchangeCommandTests : IDisposable
{
    private const string Own = """[{"id":"shop.stock","title":"The stock is odd","regex":"stock of \\S+ is odd","fix":"Count in pairs."}]""";

    private readonly CliHarness _one = new(), _other = new();

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task What_is_exported_is_taken_by_whoever_trusts_its_key_and_remembered_as_trusted()
    {
        string key = await ExportAsync();

        Assert.Equal(1, await _other.RunAsync("patterns", "import", "team.json"));
        Assert.Contains("who is not known here", _other.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await _other.RunAsync("patterns", "import", "team.json", "--trust", "SHA256:" + new string('x', 43)));
        Assert.Equal(1, await _other.RunAsync("patterns", "import", "team.json", "--trust", "me"));
        Assert.Equal(0, await _other.RunAsync("patterns", "import", "team.json", "--trust", key));
        Assert.Contains("1 pattern new or changed, of 1.", _other.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await _other.RunAsync("patterns", "import", "team.json"));
        Assert.Equal(0, await _other.RunAsync("patterns", "lookup", "stock of A7 is odd"));
        Assert.Contains("shop.stock, recognised", _other.Out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_changed_is_refused_and_one_in_another_layout_is_not()
    {
        string key = await ExportAsync(), file = Path.Combine(_other.Here, "team.json"), text = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, JsonNode.Parse(text)!.ToJsonString());
        Assert.Equal(0, await _other.RunAsync("patterns", "import", "team.json", "--trust", key));

        await File.WriteAllTextAsync(file, text.Replace("Count in pairs.", "Run this.", StringComparison.Ordinal));
        Assert.Equal(1, await _other.RunAsync("patterns", "import", "team.json"));

        Assert.Contains("it was changed after it was signed", _other.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_nobody_signed_is_taken_and_that_is_said()
    {
        await File.WriteAllTextAsync(Path.Combine(_other.Here, "own.json"), Own);

        Assert.Equal(0, await _other.RunAsync("patterns", "import", "own.json"));

        Assert.Contains("it is not signed", _other.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_made_once_and_nobody_else_can_read_it()
    {
        Assert.Equal(0, await _one.RunAsync("patterns", "key"));
        string first = _one.Out.ToString();
        Assert.Equal(0, await _one.RunAsync("patterns", "key"));

        Assert.Equal(first + first, _one.Out.ToString());
        Assert.StartsWith("SHA256:", first, StringComparison.Ordinal);
        Assert.Contains("BEGIN PUBLIC KEY", first, StringComparison.Ordinal);
        string file = Assert.Single(Directory.EnumerateFiles(_one.Root, "signing.pem", SearchOption.AllDirectories));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task The_audit_goes_to_an_auditor_who_has_no_database()
    {
        string key = await ExportAsync();
        Assert.Equal(0, await _one.RunAsync("patterns", "verify", "--export", "audit.jsonl"));
        string text = await File.ReadAllTextAsync(Path.Combine(_one.Here, "audit.jsonl")), file = Path.Combine(_other.Here, "audit.jsonl");
        await File.WriteAllTextAsync(file, text);

        Assert.Equal(2, await _other.RunAsync("patterns", "verify", "--file", "audit.jsonl"));
        Assert.Equal(0, await _other.RunAsync("patterns", "verify", "--file", "audit.jsonl", "--trust", key));
        Assert.Contains("1 row, all as written.", _other.Out.ToString(), StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, text.Replace("pattern.imported", "pattern.enacted", StringComparison.Ordinal));
        Assert.Equal(3, await _other.RunAsync("patterns", "verify", "--file", "audit.jsonl"));
        Assert.Contains("Row 1: It was changed", _other.Out.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await _other.RunAsync("patterns", "verify", "--file", "none.jsonl"));
        Assert.Equal(1, await _other.RunAsync("patterns", "verify", "--file", "audit.jsonl", "--export", "b"));
    }

    private async Task<string> ExportAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_one.Here, "own.json"), Own);
        Assert.Equal(0, await _one.RunAsync("patterns", "import", "own.json"));
        Assert.Equal(0, await _one.RunAsync("patterns", "export", "team.json", "--stored"));
        File.Copy(Path.Combine(_one.Here, "team.json"), Path.Combine(_other.Here, "team.json"));
        _one.Out.GetStringBuilder().Clear();
        Assert.Equal(0, await _one.RunAsync("patterns", "key"));
        return _one.Out.ToString().Split('\n')[0];
    }
}
