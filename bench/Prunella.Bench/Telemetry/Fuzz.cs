using System.Diagnostics;
using System.Globalization;
using System.Text;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Ingest;

namespace Prunella.Bench.Telemetry;

/// <summary>Feeds broken logs to the analysis: <c>bench/run fuzz &lt;minutes&gt; [seed]</c>. What crashes is kept in artifacts/fuzz.</summary>
/// <remarks>Each input is a good log of one of several forms with bytes changed, cut, doubled, moved or put in; it is read as a file, by itself.</remarks>
internal static class Fuzz
{
    public const string Verb = "fuzz";
    private const int MostBytes = 40_000;

    private static readonly string[] Pieces = ["\0", "\n", "\r", "\"", "{", "}", "[", "]", "\\u", "\\ud800", "<999>1 ", "<34>1 - ", "9999-99-99T99:99:99Z", "0001-01-01 00:00:00", "\uFEFF", "stdout P ", "at A.B()", "{\"log\":\"", "\"resourceSpans\":[", "e308", "-", "\t"];

    /// <returns>0 where nothing crashed.</returns>
    public static int Run(IReadOnlyList<string> words)
    {
        double minutes = words.Count > 0 ? double.Parse(words[0], CultureInfo.InvariantCulture) : 1;
        int seed = words.Count > 1 ? int.Parse(words[1], CultureInfo.InvariantCulture) : Environment.TickCount;
        string folder = Directory.CreateTempSubdirectory("prunella-fuzz-").FullName;
        byte[][] seeds = [.. Seeds(folder)];
        var random = new Random(seed);
        var watch = Stopwatch.StartNew();
        (int runs, int crashes) = (0, 0);
        string file = Path.Combine(folder, "input");
        while (watch.Elapsed.TotalMinutes < minutes)
        {
            byte[] input = Broken(seeds[random.Next(seeds.Length)], random);
            File.WriteAllBytes(file, input);
            try
            {
                _ = new LogAnalyzer(new AnalyzerOptions { Threads = 1 }).Analyze(SourceList.Find([file], folder, DateTimeOffset.UnixEpoch));
            }
            catch (Exception error)
            {
                crashes++;
                string kept = Path.Combine("artifacts", "fuzz", string.Create(CultureInfo.InvariantCulture, $"{seed}-{runs}"));
                _ = Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
                File.WriteAllBytes(kept, input);
                Console.WriteLine($"{kept}: {error}");
            }

            runs++;
        }

        Directory.Delete(folder, recursive: true);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed={seed} runs={runs} crashes={crashes} minutes={watch.Elapsed.TotalMinutes:F1}"));
        return crashes == 0 ? 0 : 1;
    }

    private static IEnumerable<byte[]> Seeds(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(LogCorpus.WriteText(Path.Combine(folder, "text"), 200, seed: 3)))
            yield return File.ReadAllBytes(file);
        byte[] compact = File.ReadAllBytes(LogCorpus.WriteCompact(Path.Combine(folder, "compact"), 150, seed: 3));
        yield return compact;
        yield return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 100).Select(static i => $"{{\"log\":\"info: A.B[{i}]\\n\",\"stream\":\"stdout\",\"time\":\"2026-03-01T10:00:00.{i}Z\"}}\n")));
        yield return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 100).Select(static i => $"2026-03-01T10:00:00.{i}Z stdout {(i % 3 == 0 ? 'P' : 'F')} took {i} ms\n")));
        yield return Encoding.UTF8.GetBytes("""{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"a"}}]},"scopeSpans":[{"spans":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","name":"x","startTimeUnixNano":"1772359200000000000","endTimeUnixNano":"1772359200000000900"}]}]}]}""");
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(compact);
        yield return packed.ToArray();
    }

    private static byte[] Broken(byte[] seed, Random random)
    {
        var bytes = new List<byte>(seed.AsSpan(0, Math.Min(seed.Length, MostBytes)).ToArray());
        for (int change = random.Next(1, 30); change > 0 && bytes.Count > 2; change--)
        {
            int at = random.Next(bytes.Count), length = Math.Min(random.Next(1, 400), bytes.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
            }
        }

        return [.. bytes];
    }
}
