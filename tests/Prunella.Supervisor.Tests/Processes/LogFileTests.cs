namespace Prunella.Supervisor.Tests.Processes;

public sealed class LogFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("prunella-log-").FullName;

    [Fact]
    public void A_full_log_is_renamed_and_three_old_ones_are_kept()
    {
        string path = Path.Combine(_directory, "logs", "web.log");
        string text = new('ü', 8000);
        using (var log = new LogFile(path))
        {
            for (int i = 0; i < 3300; i++)
                log.Write(Line($"{i:0000} {text}"));
        }

        string[] files = [.. Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Order(StringComparer.Ordinal)];
        Assert.Equal([path, $"{path}.1", $"{path}.2", $"{path}.3"], files);
        Assert.All(files.Skip(1), static file => Assert.InRange(new FileInfo(file).Length, 10 << 20, (10 << 20) + 20_000));
        // Not a line is lost on the way, from the oldest that is kept on.
        int[] numbers = [.. Enumerable.Reverse(files).SelectMany(File.ReadLines).Select(static line => int.Parse(line.AsSpan(29, 4), null))];
        Assert.Equal(Enumerable.Range(3300 - numbers.Length, numbers.Length), numbers);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_log_goes_on_where_it_ended()
    {
        string path = Path.Combine(_directory, "web.log");
        using (var log = new LogFile(path))
            log.Write(Line("one"));
        using (var log = new LogFile(path))
            log.Write(Line("two") with { IsError = true });

        Assert.Equal(["2026-01-02T03:04:05.006Z out one", "2026-01-02T03:04:05.006Z err two"], File.ReadAllLines(path));
    }

    [Fact]
    public void A_directory_that_can_not_be_had_loses_lines_and_nothing_else()
    {
        string blocked = Path.Combine(_directory, "file");
        File.WriteAllText(blocked, "");
        string path = Path.Combine(blocked, "web.log");
        using var log = new LogFile(path);
        log.Write(Line("lost"));
        log.Flush();

        File.Delete(blocked);
        log.Write(Line("kept"));
        log.Flush();

        Assert.EndsWith("kept", Assert.Single(File.ReadAllLines(path)), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static OutputLine Line(string text) => new(new("web"), new DateTimeOffset(2026, 1, 2, 3, 4, 5, 6, TimeSpan.Zero), IsError: false, text);
}
