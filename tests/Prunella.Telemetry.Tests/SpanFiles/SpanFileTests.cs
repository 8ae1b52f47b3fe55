using System.Text;
using Prunella.Telemetry.SpanFiles;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Tests.SpanFiles;

public sealed class SpanFileTests
{
    [Fact]
    public void OTLP_as_JSON_is_read_a_message_on_each_line_too()
    {
        const string Line = """{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"orders"}}]},"scopeSpans":[{"spans":[{"traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"EEE19B7EC3C1B174","parentSpanId":"EEE19B7EC3C1B173","name":"place","kind":2,"startTimeUnixNano":"1544712660000000000","endTimeUnixNano":"1544712661000000000","status":{"code":2}}]}]}]}""";

        List<Span> spans = Read(Line + "\n" + Line + "\n");

        Assert.Equal(2, spans.Count);
        Assert.Equal(("orders", "place", 1_000_000_000, true, SpanKind.Server), (spans[0].Service, spans[0].Operation, spans[0].Duration, spans[0].IsError, spans[0].Kind));
        Assert.Equal("5b8efff798038103d269b633813fc60c", spans[0].Trace.ToString());
        Assert.Equal("eee19b7ec3c1b173", spans[0].Parent.ToString());
    }

    [Fact]
    public void Jaeger_is_read()
    {
        Span span = Assert.Single(Read("""
            {"data":[{"traceID":"ab","spans":[{"traceID":"ab","spanID":"2","operationName":"pay","references":[{"refType":"CHILD_OF","traceID":"ab","spanID":"1"}],
            "startTime":1700000000000000,"duration":2500,"tags":[{"key":"error","type":"bool","value":true},{"key":"span.kind","type":"string","value":"client"}],"processID":"p1"}],
            "processes":{"p1":{"serviceName":"billing","tags":[]}}}]}
            """));

        Assert.Equal(("billing", "pay", 2_500_000, true, SpanKind.Client), (span.Service, span.Operation, span.Duration, span.IsError, span.Kind));
        Assert.Equal(new SpanId(1), span.Parent);
        Assert.Equal(1_700_000_000_000_000_000, span.Start);
    }

    [Fact]
    public void Zipkin_is_read()
    {
        Span span = Assert.Single(Read("""[{"traceId":"ab","id":"2","parentId":"1","name":"get","kind":"SERVER","timestamp":1700000000000000,"duration":1200,"localEndpoint":{"serviceName":"stock"},"tags":{"http.route":"/stock"}}]"""));

        Assert.Equal(("stock", "get", 1_200_000, SpanKind.Server, "/stock"), (span.Service, span.Operation, span.Duration, span.Kind, span.Attribute("http.route")));
    }

    [Theory]
    [InlineData("{\"something\":1}")]
    [InlineData("[[[")]
    [InlineData("[1,2]")]
    [InlineData("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":")]
    [InlineData("hello")]
    public void What_is_none_of_them_is_refused_or_empty(string text)
    {
        try
        {
            Assert.All(Read(text), static span => Assert.NotNull(span.Service));
        }
        catch (InvalidDataException error)
        {
            Assert.NotEmpty(error.Message);
        }
    }

    [Fact]
    public void JSON_that_is_nested_absurdly_deep_is_refused() =>
        Assert.Throws<InvalidDataException>(() => Read(new string('[', 100_000)));

    private static List<Span> Read(string text)
    {
        var spans = new List<Span>();
        SpanFile.Read(Encoding.UTF8.GetBytes(text), spans.Add);
        return spans;
    }
}
