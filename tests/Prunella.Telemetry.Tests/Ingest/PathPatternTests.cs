using Prunella.Telemetry.Ingest;

namespace Prunella.Telemetry.Tests.Ingest;

public sealed class PathPatternTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-paths-").FullName;

    public PathPatternTests()
    {
        foreach (string name in new[] { "a.log", "b.txt", "deep/c.log", "deep/er/d.log", ".hidden/e.log" })
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, name))!);
            File.WriteAllText(Path.Combine(_folder, name), "x\n");
        }
    }

    [Theory]
    [InlineData(".", "a.log b.txt deep/c.log deep/er/d.log")]
    [InlineData("*.log", "a.log")]
    [InlineData("**/*.log", "a.log deep/c.log deep/er/d.log")]
    [InlineData("deep/?.log", "deep/c.log")]
    [InlineData("b.txt", "b.txt")]
    public void Folders_and_patterns_name_their_files(string pattern, string files) =>
        Assert.Equal(files, string.Join(' ', SourceList.Find([pattern], _folder, DateTimeOffset.UnixEpoch).Sources.Select(static source => source.Name)));

    [Fact]
    public void A_path_that_names_nothing_is_told() =>
        Assert.Equal("there is no such file or folder.", Assert.Single(SourceList.Find(["no.log", "a.log"], _folder, DateTimeOffset.UnixEpoch).Problems).Reason);

    [Fact]
    public void A_file_that_two_paths_name_is_read_once() =>
        Assert.Single(SourceList.Find(["a.log", "*.log"], _folder, DateTimeOffset.UnixEpoch).Sources);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
