using Prunella.Cli.Tests.Agents;

namespace Prunella.Cli.Tests.Commands;

public sealed class ScrubCommandTests : IDisposable
{
    private readonly CliHarness _cli = new();

    [Fact]
    public async Task What_is_piped_in_comes_out_without_secrets()
    {
        _cli.In = new StringReader("one\npassword=q7Hd92kkA\nlast");

        Assert.Equal(0, await _cli.RunAsync("scrub"));
        Assert.Matches("^one\npassword=<secret:password:....>\nlast$", _cli.Out.ToString());
    }

    [Fact]
    public async Task The_key_of_the_environment_gives_the_same_tokens_again()
    {
        _cli.Set("PRUNELLA_SCRUB_KEY", "0123456789abcdef");
        await File.WriteAllTextAsync(Path.Combine(_cli.Here, "app.log"), "password=q7Hd92kkA\n");

        Assert.Equal(0, await _cli.RunAsync("scrub", "app.log", "app.log"));
        string[] lines = _cli.Out.ToString().Split('\n');
        Assert.Equal(lines[0], lines[1]);
    }

    [Fact]
    public async Task Known_secrets_come_from_a_file()
    {
        await File.WriteAllTextAsync(Path.Combine(_cli.Here, "known.txt"), "plain words\n");
        _cli.In = new StringReader("these are plain words, jane@example.org");

        Assert.Equal(0, await _cli.RunAsync("scrub", "--known", "known.txt", "--keep-personal-data", "-"));
        Assert.Matches("^these are <secret:known:....>, jane@example.org$", _cli.Out.ToString());
    }

    [Fact]
    public async Task A_missing_file_and_a_short_key_are_faults_of_the_command_line()
    {
        Assert.Equal(1, await _cli.RunAsync("scrub", "nowhere.log"));
        Assert.Contains("nowhere.log", _cli.Error.ToString(), StringComparison.Ordinal);
        _cli.Set("PRUNELLA_SCRUB_KEY", "short");
        Assert.Equal(1, await _cli.RunAsync("scrub"));
    }

    public void Dispose() => _cli.Dispose();
}
