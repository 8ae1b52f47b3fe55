using System.IO.Compression;
using System.Text;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Ingest;

namespace Prunella.Telemetry.Tests.Ingest;

public sealed class PackedLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("prunella-ingest-").FullName;

    [Fact]
    public void Gzip_and_brotli_are_unpacked_whatever_gzip_is_called()
    {
        Write("a.log.1", stream => new GZipStream(stream, CompressionLevel.Fastest), Lines(200));
        Write("b.br", stream => new BrotliStream(stream, CompressionLevel.Fastest), Lines(200));

        LogAnalysis analysis = Analyze();

        Assert.Equal(400, analysis.Records);
        Assert.All(analysis.Sources, static source => Assert.Null(source.Problem));
    }

    [Fact]
    public void What_was_good_of_a_cut_off_file_is_analysed_and_the_trouble_is_told()
    {
        Write("a.gz", stream => new GZipStream(stream, CompressionLevel.NoCompression), Lines(2000));
        using (FileStream file = File.OpenWrite(Path.Combine(_folder, "a.gz")))
            file.SetLength(file.Length / 2);
        File.WriteAllText(Path.Combine(_folder, "b.log"), Lines(10));

        LogAnalysis analysis = Analyze();

        Assert.Equal(2, analysis.Sources.Length);
        Assert.Null(analysis.Sources[1].Problem);
        Assert.InRange(analysis.Records, 510, 2010);
    }

    [Fact]
    public void A_file_that_swells_beyond_all_measure_is_cut_and_the_rest_is_analysed()
    {
        Write("bomb.gz", stream => new GZipStream(stream, CompressionLevel.SmallestSize), new string('a', 20_000_000));
        File.WriteAllText(Path.Combine(_folder, "good.log"), Lines(50));

        LogAnalysis analysis = Analyze(new AnalyzerOptions { Unpacking = new UnpackLimit(Free: 1 << 20, Ratio: 100) });

        SourceSummary bomb = analysis.Sources.Single(static source => source.Name.EndsWith("bomb.gz", StringComparison.Ordinal));
        Assert.Contains("swells", bomb.Problem, StringComparison.Ordinal);
        Assert.True(bomb.Bytes < 6 << 20);
        Assert.Equal(50, analysis.Sources.Single(static source => source.Problem is null).Records);
    }

    [Fact]
    public void Binary_files_are_left_out_with_a_reason()
    {
        byte[] bytes = new byte[10_000];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(Path.Combine(_folder, "core.bin"), bytes);
        File.WriteAllText(Path.Combine(_folder, "good.log"), Lines(50));

        LogAnalysis analysis = Analyze();

        Assert.Contains("no text", analysis.Sources.Single(static source => source.Name.EndsWith("core.bin", StringComparison.Ordinal)).Problem, StringComparison.Ordinal);
        Assert.Equal(50, analysis.Records);
    }

    [Fact]
    public void Utf_16_with_a_mark_and_a_broken_byte_in_utf_8_are_read()
    {
        File.WriteAllText(Path.Combine(_folder, "wide.log"), Lines(50), Encoding.Unicode);
        File.WriteAllBytes(Path.Combine(_folder, "broken.log"), [.. Encoding.UTF8.GetBytes(Lines(49)), .. "2026-03-01 10:00:00 [INF] caf"u8, 0xff, .. " closed\n"u8]);

        Assert.Equal(100, Analyze().Records);
    }

    [Fact]
    public void A_line_without_end_is_cut_and_counted_in_bounded_memory()
    {
        using (FileStream file = File.Create(Path.Combine(_folder, "long.log")))
        {
            file.Write(Encoding.UTF8.GetBytes(Lines(20)));
            byte[] piece = Encoding.ASCII.GetBytes(new string('x', 1 << 20));
            for (int i = 0; i < 12; i++)
                file.Write(piece);
        }

        LogAnalysis analysis = Analyze();

        Assert.True(Assert.Single(analysis.Sources).CutLines > 0);
        Assert.True(analysis.Records > 20);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(static i => $"2026-03-01 10:00:{i % 60:d2} [INF] order {i * 7919} placed in {i} ms\n"));

    private LogAnalysis Analyze(AnalyzerOptions? options = null) =>
        new LogAnalyzer(options).Analyze(SourceList.Find([_folder], _folder, DateTimeOffset.UnixEpoch));

    private void Write(string name, Func<Stream, Stream> pack, string text)
    {
        using FileStream file = File.Create(Path.Combine(_folder, name));
        using Stream packed = pack(file);
        packed.Write(Encoding.UTF8.GetBytes(text));
    }
}
