using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Prunella.Telemetry.Otlp;
using Prunella.Telemetry.Records;
using Prunella.Telemetry.SpanFiles;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Tests.Otlp;

public sealed class OtlpReceiverTests : IDisposable
{
    private const string Protobuf = "application/x-protobuf", Json = "application/json";
    private readonly List<OtlpBatch> _taken = [];
    private OtlpReceiver? _receiver;
    private bool _hasRoom = true;

    public void Dispose() => _receiver?.Dispose();

    [Fact]
    public async Task Spans_in_protobuf_are_taken()
    {
        OtlpAnswer answer = await Post(OtlpSignal.Traces, Protobuf, Spans(3));

        Assert.Equal((200, Protobuf, 0), (answer.Status, answer.ContentType, answer.Body.Length));
        Assert.Equal(["op 0", "op 1", "op 2"], SpansOf(Assert.Single(_taken)).Select(static span => span.Operation));
    }

    [Fact]
    public async Task What_is_packed_by_gzip_is_the_same()
    {
        OtlpAnswer answer = await Post(OtlpSignal.Traces, Protobuf, Packed(Spans(2)), "gzip");

        Assert.Equal(200, answer.Status);
        Assert.Equal(2, Assert.Single(_taken).Records);
    }

    [Fact]
    public async Task Json_is_read_as_the_specification_writes_it()
    {
        const string Request = """
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"orders"}}]},"scopeSpans":[{"scope":{"name":"x","future":[1,{"a":null}]},
            "spans":[{"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174","parentSpanId":"","name":"GET /","startTimeUnixNano":"1544712660000000000",
            "endTimeUnixNano":1544712661000000000,"kind":2,"attributes":[{"key":"http.route","value":{"stringValue":"/"}},{"key":"http.response.status_code","value":{"intValue":"503"}}],
            "status":{"code":2}}]}]}]}
            """;

        OtlpAnswer answer = await Post(OtlpSignal.Traces, "application/json; charset=utf-8", Encoding.UTF8.GetBytes(Request));

        Assert.Equal((200, "{}"), (answer.Status, Encoding.UTF8.GetString(answer.Body.Span)));
        Span span = Assert.Single(SpansOf(Assert.Single(_taken)));
        Assert.Equal(("5b8efff798038103d269b633813fc60c", "eee19b7ec3c1b174", true, "orders", "GET /"), (span.Trace.ToString(), span.Id.ToString(), span.Parent.IsNone, span.Service, span.Operation));
        Assert.Equal((SpanKind.Server, true, 1_000_000_000L, "503", "/"), (span.Kind, span.IsError, span.Duration, span.Attribute("http.response.status_code"), span.Attribute("http.route")));
    }

    [Fact]
    public async Task Records_of_logs_in_json_bring_level_service_and_trace()
    {
        const string Request = """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"orders"}}]},"scopeLogs":[{"scope":{"name":"Shop.Orders"},"logRecords":[
            {"timeUnixNano":"1544712660300000000","severityNumber":17,"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","body":{"stringValue":"order 7 is lost"}},
            {"body":{"kvlistValue":{"values":[{"key":"a","value":{"arrayValue":{"values":[{"boolValue":true}]}}}]}}}]}]}]}
            """;

        _ = await Post(OtlpSignal.Logs, Json, Encoding.UTF8.GetBytes(Request));

        var records = new Records();
        Assert.Single(_taken).Read(null!, records, null!);
        Assert.Equal(["orders|Shop.Orders|Error|5b8efff798038103d269b633813fc60c|order 7 is lost", "orders|Shop.Orders|None||"], records.Lines);
    }

    [Fact]
    public async Task Metrics_in_json_are_the_same_as_in_protobuf()
    {
        const string Request = """
            {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","unit":"1","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"5","count":"10","sum":80,
            "scale":-1,"zeroCount":0,"positive":{"offset":-2,"bucketCounts":["5","5"]},"min":0.5}]}},{"name":"g","gauge":{"dataPoints":[{"asDouble":"NaN"},{"asInt":"-3"}]}}]}]}]}
            """;

        _ = await Post(OtlpSignal.Metrics, Json, Encoding.UTF8.GetBytes(Request));

        Assert.Equal(3, Assert.Single(_taken).Records);
        var points = new List<(double Value, double Median)>();
        _taken[0].Read(null!, null!, new Metrics(points));
        Assert.Equal([8.0, double.NaN, -3], points.Select(static point => point.Value));
        Assert.Equal(0.5, points[0].Median); // base 4, offset −2: from 1/16 to 1/4, held by the least
    }

    [Fact]
    public async Task Records_that_can_not_be_taken_are_told_and_the_others_are_taken()
    {
        byte[] message = Message(SpanOf(1), new WireWriter().Bytes(1, 1, 2, 3).Text(5, "no ids"), SpanOf(2));

        OtlpAnswer answer = await Post(OtlpSignal.Traces, Protobuf, message);

        Assert.Equal(200, answer.Status);
        Assert.Equal(2, SpansOf(Assert.Single(_taken)).Count);
        Assert.Contains("no trace id", Encoding.UTF8.GetString(answer.Body.Span), StringComparison.Ordinal);
        Assert.Equal((byte)(1 << 3 | 2), answer.Body.Span[0]); // partial_success
    }

    [Fact]
    public async Task Records_beyond_the_limit_are_refused_in_words_of_json()
    {
        const string Request = """{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"g","gauge":{"dataPoints":[{"asInt":1},{"asInt":2},{"asInt":3}]}}]}]}]}""";

        OtlpAnswer answer = await Post(OtlpSignal.Metrics, Json, Encoding.UTF8.GetBytes(Request), options: new OtlpReceiverOptions { MaxRecords = 2 });

        JsonElement partial = JsonDocument.Parse(answer.Body).RootElement.GetProperty("partialSuccess");
        Assert.Equal((200, "1", 2L), (answer.Status, partial.GetProperty("rejectedDataPoints").GetString(), Assert.Single(_taken).Records));
        Assert.Contains("at most 2", partial.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_giant_resource_is_refused_with_its_spans()
    {
        byte[] message = new WireWriter().Message(1, new WireWriter().Message(1, new WireWriter().Attribute(1, "x", new string('x', 70_000)))
            .Message(2, new WireWriter().Message(2, SpanOf(1)))).ToArray();

        OtlpAnswer answer = await Post(OtlpSignal.Traces, Protobuf, message);

        Assert.Equal(200, answer.Status);
        Assert.Empty(_taken);
        Assert.Contains("resource", Encoding.UTF8.GetString(answer.Body.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0A FF FF FF FF FF FF FF FF FF 01")] // a length of 2^64
    [InlineData("0A 05 01")] // cut off
    [InlineData("FF FF FF FF FF FF FF FF FF FF FF")] // a tag without an end
    [InlineData("0B 0C")] // groups
    public async Task Damaged_protobuf_is_answered_by_400_with_the_reason(string hex)
    {
        OtlpAnswer answer = await Post(OtlpSignal.Logs, Protobuf, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

        Assert.Equal((400, Protobuf, (byte)8, (byte)3), (answer.Status, answer.ContentType, answer.Body.Span[0], answer.Body.Span[1])); // code = invalid argument
        Assert.Contains("no OTLP", Encoding.UTF8.GetString(answer.Body.Span), StringComparison.Ordinal);
        Assert.Empty(_taken);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"resourceSpans\":")]
    [InlineData("{\"resourceSpans\":[1]}")]
    [InlineData("{} {}")]
    [InlineData("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"xyz\"}]}]}]}")]
    [InlineData("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"kind\":1e99}]}]}]}")]
    public async Task Damaged_json_is_answered_by_400_in_json(string text)
    {
        OtlpAnswer answer = await Post(OtlpSignal.Traces, Json, Encoding.UTF8.GetBytes(text));

        Assert.Equal((400, Json), (answer.Status, answer.ContentType));
        Assert.Equal(3, JsonDocument.Parse(answer.Body).RootElement.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Values_nested_without_end_are_refused()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"arrayValue\":{\"values\":[", 5_000));
        string text = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"body\":" + deep;

        Assert.Equal(400, (await Post(OtlpSignal.Logs, Json, Encoding.UTF8.GetBytes(text))).Status);
    }

    [Fact]
    public async Task A_bomb_is_refused_before_it_fills_the_memory()
    {
        byte[] bomb = Packed(new byte[50 << 20]);
        Assert.InRange(bomb.Length, 1, 1 << 20);
        long before = GC.GetTotalAllocatedBytes(precise: true);

        OtlpAnswer answer = await Post(OtlpSignal.Traces, Protobuf, bomb, "gzip", new OtlpReceiverOptions { MaxMessageBytes = 1 << 20 });

        Assert.Equal(413, answer.Status);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 16 << 20);
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_not_read_to_its_end()
    {
        using var body = new Endless();
        using OtlpReceiver receiver = new(_ => true, new OtlpReceiverOptions { MaxBodyBytes = 100_000 });

        OtlpAnswer answer = await receiver.ReceiveAsync(OtlpSignal.Traces, Protobuf, null, body);

        Assert.Equal(413, answer.Status);
        Assert.InRange(body.Read, 100_001, 300_000);
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData(null, null)]
    [InlineData("application/x-protobuf", "br")]
    public async Task What_it_does_not_know_is_answered_by_415(string? type, string? encoding) =>
        Assert.Equal(415, (await Post(OtlpSignal.Traces, type, Spans(1), encoding)).Status);

    [Fact]
    public async Task Damaged_gzip_is_answered_by_400() =>
        Assert.Equal(400, (await Post(OtlpSignal.Traces, Protobuf, [0x1F, 0x8B, 8, 0, 1, 2, 3], "gzip")).Status);

    [Fact]
    public async Task A_gzip_that_was_cut_off_is_answered_by_400()
    {
        byte[] packed = Packed(Spans(200));

        Assert.Equal(400, (await Post(OtlpSignal.Traces, Protobuf, packed[..(packed.Length / 2)], "gzip")).Status);
        Assert.Empty(_taken);
    }

    [Fact]
    public async Task Without_room_the_sender_is_put_off_and_may_come_again()
    {
        _hasRoom = false;
        OtlpAnswer put = await Post(OtlpSignal.Traces, Protobuf, Spans(1));
        Assert.Equal((429, TimeSpan.FromSeconds(1)), (put.Status, put.RetryAfter));

        _hasRoom = true;
        Assert.Equal(200, (await Post(OtlpSignal.Traces, Protobuf, Spans(1))).Status);
    }

    [Fact]
    public async Task No_more_requests_are_read_at_once_than_the_limit_says()
    {
        using OtlpReceiver receiver = new(_ => true, new OtlpReceiverOptions { MaxConcurrent = 1 });
        using var slow = new Waiting();
        ValueTask<OtlpAnswer> first = receiver.ReceiveAsync(OtlpSignal.Traces, Protobuf, null, slow);

        using var second = new MemoryStream(Spans(1));
        OtlpAnswer put = await receiver.ReceiveAsync(OtlpSignal.Traces, Protobuf, null, second);
        slow.End.SetResult(0);

        Assert.Equal((429, 200), (put.Status, (await first).Status));
    }

    [Fact]
    public void Whatever_comes_is_answered()
    {
        using OtlpReceiver receiver = new(_ => true);
        Prop.ForAll<byte[], byte, bool>((bytes, change, isJson) =>
        {
            byte[] body = [.. Spans(2)];
            for (int i = 0; i < bytes.Length; i++)
                body[(bytes[i] * 7 + i) % body.Length] ^= change;
            using var stream = new MemoryStream(isJson ? bytes : body);
            OtlpAnswer answer = receiver.ReceiveAsync((OtlpSignal)(change % 3), isJson ? Json : Protobuf, null, stream).AsTask().GetAwaiter().GetResult();
            return answer.Status is 200 or 400;
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void A_wrong_limit_is_told() =>
        Assert.Throws<ArgumentException>(() => new OtlpReceiver(_ => true, new OtlpReceiverOptions { MaxRecords = 0 }));

    internal static byte[] Spans(int count) => Message([.. Enumerable.Range(0, count).Select(SpanOf)]);

    private static WireWriter SpanOf(int number) => new WireWriter().Bytes(1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16).Bytes(2, 0, 0, 0, 0, 0, 0, 0, (byte)(number + 1))
        .Text(5, $"op {number}").Fixed(7, 1_000).Fixed(8, 2_000);

    private static byte[] Message(params WireWriter[] spans)
    {
        var scope = new WireWriter();
        foreach (WireWriter span in spans)
            scope.Message(2, span);
        return new WireWriter().Message(1, new WireWriter().Message(1, new WireWriter().Attribute(1, "service.name", "orders")).Message(2, scope)).ToArray();
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    private static List<Span> SpansOf(OtlpBatch batch)
    {
        var spans = new List<Span>();
        batch.Read(new SpanCollector(spans.Add), null!, null!);
        return spans;
    }

    private async Task<OtlpAnswer> Post(OtlpSignal signal, string? type, byte[] body, string? encoding = null, OtlpReceiverOptions? options = null)
    {
        _receiver ??= new OtlpReceiver(Take, options);
        using var stream = new MemoryStream(body);
        return await _receiver.ReceiveAsync(signal, type, encoding, stream);
    }

    private bool Take(OtlpBatch batch)
    {
        if (_hasRoom)
            _taken.Add(batch);
        return _hasRoom;
    }

    private sealed class Records : ILogSink
    {
        public List<string> Lines { get; } = [];

        public void Accept(in LogRecord record) => Lines.Add(
            $"{Encoding.UTF8.GetString(record.Service)}|{Encoding.UTF8.GetString(record.Category)}|{record.Level}|{Encoding.UTF8.GetString(record.TraceId)}|{Encoding.UTF8.GetString(record.Message)}");
    }

    private sealed class Metrics(List<(double, double)> points) : IOtlpMetricSink
    {
        public void Accept(in OtlpPoint point) => points.Add((point.Value, point.Quantile(0.5)));
    }

    private sealed class Endless : MemoryStream
    {
        public new long Read { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Read += buffer.Length;
            return new(buffer.Length);
        }
    }

    private sealed class Waiting : MemoryStream
    {
        public TaskCompletionSource<int> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(End.Task);
    }
}
