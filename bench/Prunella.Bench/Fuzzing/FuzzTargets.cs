using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Logging;
using Prunella.Bench.Telemetry;
using Prunella.Patterns.Actions;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Scrubbing;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Flows;
using Prunella.Telemetry.Ingest;
using Prunella.Telemetry.Otlp;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.SpanFiles;
using Prunella.Telemetry.Store;
using Prunella.Telemetry.Templates;

namespace Prunella.Bench.Fuzzing;

/// <summary>All readers of what comes from outside.</summary>
internal static class FuzzTargets
{
    private static readonly string[] LogPieces = ["\0", "\n", "\r", "\"", "{", "}", "[", "]", "\\u", "\\ud800", "<999>1 ", "<34>1 - ", "9999-99-99T99:99:99Z", "0001-01-01 00:00:00", "\uFEFF", "stdout P ", "at A.B()", "{\"log\":\"", "\"resourceSpans\":[", "e308", "-", "\t"];
    private static readonly string[] WirePieces = ["\u0000", "\u0001", "\n\u00ff", "\u000a\u0080", "\u0012\u0000", "\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f\u007f"];
    private static readonly string[] XmlPieces = ["<", ">", "</trace>", "<trace>", "<event/>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "id=\"p1\"", "-1", "99999999999", "<arc/>", "<place/>", "<transition id=\"t\"/>", "\"", "\n", ","];
    private static readonly string[] ErrorPieces = ["\n", "   at ", "Caused by: ", "  File \"a.py\", line 99999999999, in <module>", "goroutine 1 [running]:\n", "--- End of inner exception stack trace ---", "<>c__DisplayClass", "`1[[", "(", ")", "[", "```", "thread 'main' panicked at ", "\ud83d", "@@ -1,3 +99999999999,2 @@\n", "--- a/x\n+++ b/x\n", "password=", "AKIA", "-----BEGIN "];

    /// <param name="folder">Where inputs that must be files are put.</param>
    public static IEnumerable<FuzzTarget> All(string folder)
    {
        byte[][] errors = [.. Errors.Select(Encoding.UTF8.GetBytes)];
        yield return new FuzzTarget("logs", [.. Logs(folder)], LogPieces, input => Analyze(folder, input));
        byte[] traces = OtlpCorpus.Traces(new Random(3), 20), records = OtlpCorpus.Logs(new Random(3), 20);
        yield return new FuzzTarget("otlp", [traces, records], WirePieces, ReadOtlp);
        yield return new FuzzTarget("spans", [traces, .. SpanTexts.Select(Encoding.UTF8.GetBytes)], LogPieces, static input => Expect(() => SpanFile.Read(input, static _ => { })));
        yield return new FuzzTarget("flows", [.. Flows.Select(Encoding.UTF8.GetBytes)], XmlPieces, input => ReadFlow(folder, input));
        yield return new FuzzTarget("store", [Store(Path.Combine(folder, "store"))], WirePieces, input => ReadStore(folder, input));
        yield return new FuzzTarget("errors", errors, ErrorPieces, static input => _ = new Fingerprinter(new HelperModel()).Of(ErrorParser.Parse(Encoding.UTF8.GetString(input))));
        yield return new FuzzTarget("diffs", [Encoding.UTF8.GetBytes(Diff)], ErrorPieces, static input => Expect(() => UnifiedDiff.Parse(Encoding.UTF8.GetString(input))));
        var scrubber = new Scrubber();
        yield return new FuzzTarget("scrubber", errors, ErrorPieces, input => _ = scrubber.Scrub(Encoding.UTF8.GetString(input)));
    }

    private static void Analyze(string folder, byte[] input)
    {
        string file = Path.Combine(folder, "input");
        File.WriteAllBytes(file, input);
        _ = new LogAnalyzer(new AnalyzerOptions { Threads = 1 }).Analyze(SourceList.Find([file], folder, DateTimeOffset.UnixEpoch));
    }

    private static void ReadOtlp(byte[] input)
    {
        var sink = new Nothing();
        Expect(() => OtlpReader.ReadTraces(input, sink));
        Expect(() => OtlpReader.ReadLogs(input, sink));
    }

    private static void ReadFlow(string folder, byte[] input)
    {
        foreach (string name in (string[])["flow.xes", "flow.csv", "flow.pnml"])
        {
            string file = Path.Combine(folder, name);
            File.WriteAllBytes(file, input);
            Expect(() =>
            {
                if (name.EndsWith("pnml", StringComparison.Ordinal))
                    _ = PnmlReader.Read(file);
                else
                    _ = DirectlyFollowsGraph.Of(EventLogReader.Read(file));
            });
        }
    }

    private static void ReadStore(string folder, byte[] input)
    {
        string damaged = Path.Combine(folder, "damaged"), file = Directory.EnumerateFiles(Path.Combine(folder, "store")).First();
        _ = Directory.CreateDirectory(damaged);
        File.WriteAllBytes(Path.Combine(damaged, Path.GetFileName(file)), input);
        using var store = new EventStore(damaged);
        _ = store.Query(new EventQuery { Text = "7" }, static _ => { }).Count();
        var miner = new TemplateMiner();
        store.OpenWriter().Complete(miner.Build()); // cuts off what is damaged
        store.Compact();
        _ = store.Query(new EventQuery { Level = LogLevel.Error }, static _ => { }).Count();
    }

    private static void Expect(Action read)
    {
        try
        {
            read();
        }
        catch (Exception error) when (error is InvalidDataException or FormatException)
        {
            // Told as documented.
        }
    }

    private static IEnumerable<byte[]> Logs(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(LogCorpus.WriteText(Path.Combine(folder, "text"), 200, seed: 3)))
            yield return File.ReadAllBytes(file);
        byte[] compact = File.ReadAllBytes(LogCorpus.WriteCompact(Path.Combine(folder, "compact"), 150, seed: 3));
        yield return compact;
        yield return Lines(100, static i => $"{{\"log\":\"info: A.B[{i}]\\n\",\"stream\":\"stdout\",\"time\":\"2026-03-01T10:00:00.{i}Z\"}}");
        yield return Lines(100, static i => $"2026-03-01T10:00:00.{i}Z stdout {(i % 3 == 0 ? 'P' : 'F')} took {i} ms");
        yield return Encoding.UTF8.GetBytes(SpanTexts[0]);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(compact);
        yield return packed.ToArray();
    }

    private static byte[] Lines(int count, Func<int, string> line) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n")));

    private static byte[] Store(string folder)
    {
        using (var store = new EventStore(folder))
        {
            IEventSink writer = store.OpenWriter();
            var miner = new TemplateMiner();
            long ticks = new DateTime(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc).Ticks;
            for (int i = 0; i < 300; i++)
            {
                byte[] message = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"order {i} of c-{i % 7} was placed in {i * 3} ms"));
                int shape = miner.Observe(message);
                writer.Accept(new LogRecord { Ticks = ticks + i * TimeSpan.TicksPerSecond, Level = LogLevel.Information, Message = message, Text = message }, miner.KeyOf(shape), miner.Values);
            }

            writer.Complete(miner.Build());
        }

        return File.ReadAllBytes(Directory.EnumerateFiles(folder).First());
    }

    private static readonly string[] SpanTexts =
    [
        """{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"a"}}]},"scopeSpans":[{"spans":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","name":"x","startTimeUnixNano":"1772359200000000000","endTimeUnixNano":"1772359200000000900"}]}]}]}""",
        """{"data":[{"traceID":"1","spans":[{"traceID":"1","spanID":"2","operationName":"get","references":[{"refType":"CHILD_OF","traceID":"1","spanID":"3"}],"startTime":1772359200000000,"duration":900,"tags":[{"key":"error","type":"bool","value":true}],"processID":"p1"}],"processes":{"p1":{"serviceName":"orders"}}}]}""",
        """[{"traceId":"1","id":"2","parentId":"3","name":"get","timestamp":1772359200000000,"duration":900,"kind":"SERVER","localEndpoint":{"serviceName":"orders"},"tags":{"error":"true"}}]""",
    ];

    private static readonly string[] Flows =
    [
        """<?xml version="1.0"?><log xes.version="1.0"><trace><string key="concept:name" value="1"/><event><string key="concept:name" value="a"/></event><event><string key="concept:name" value="b"/></event></trace><trace><event><string key="concept:name" value="a"/></event></trace></log>""",
        "case,activity,time\n1,a,2026-03-01\n1,\"b, or c\",2026-03-02\n2,a,2026-03-01\n",
        """<?xml version="1.0"?><pnml><net id="n" type="http://www.pnml.org/version-2009/grammar/pnmlcoremodel"><page id="g"><place id="p1"><initialMarking><text>1</text></initialMarking></place><place id="p2"/><transition id="t1"><name><text>a</text></name></transition><arc id="a1" source="p1" target="t1"/><arc id="a2" source="t1" target="p2"/></page><finalmarkings><marking><place idref="p2"><text>1</text></place></marking></finalmarkings></net></pnml>""",
    ];

    private static readonly string[] Errors =
    [
        "System.InvalidOperationException: no order 17\n ---> System.TimeoutException: no connection in 30 s\n   at Shop.Db.<OpenAsync>d__4.MoveNext() in /src/Db.cs:line 41\n   --- End of inner exception stack trace ---\n   at Shop.Orders.<>c__DisplayClass3_0.<Place>b__0(Int32 id)\n   at System.Threading.Tasks.Task`1.InnerInvoke()\n",
        "Exception in thread \"main\" java.lang.IllegalStateException: no order\n\tat shop.Orders.place(Orders.java:41)\n\tat java.base/java.lang.Thread.run(Thread.java:833)\nCaused by: java.io.IOException: closed\n\tat shop.Db.open(Db.java:7)\n\t... 2 more\n",
        "Traceback (most recent call last):\n  File \"/app/orders.py\", line 41, in place\n    raise ValueError(\"no order\")\nValueError: no order\n",
        "TypeError: Cannot read properties of undefined (reading 'id')\n    at Orders.place (/app/orders.js:41:7)\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)\n",
        "panic: runtime error: index out of range [3] with length 3\n\ngoroutine 1 [running]:\nmain.place(0x3)\n\t/app/main.go:41 +0x1d\nexit status 2\n",
        "thread 'main' panicked at src/main.rs:41:9:\nno order\nstack backtrace:\n   0: rust_begin_unwind\n   1: shop::place\n             at ./src/main.rs:41:9\n",
        "connecting with Server=db;User Id=app;Password=hunter2hunter2;\nexport AWS_SECRET=wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY0\nmail bob@example.org, card 4111 1111 1111 1111\n",
    ];

    private const string Diff = "diff --git a/Cart.cs b/Cart.cs\n--- a/Cart.cs\n+++ b/Cart.cs\n@@ -1,3 +1,4 @@\n class Cart\n {\n+    int Count;\n }\n@@ -9,2 +10,1 @@\n-a\n b\n";

    private sealed class Nothing : IOtlpSink, ILogSink
    {
        public void Accept(in OtlpSpan span)
        {
        }

        public void Accept(in LogRecord record)
        {
        }
    }
}
