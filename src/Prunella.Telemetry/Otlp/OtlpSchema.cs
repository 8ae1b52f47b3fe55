using System.Text.Json;

namespace Prunella.Telemetry.Otlp;

/// <summary>Names, numbers and kinds of the fields of OTLP that are read, for <see cref="OtlpJson"/>.</summary>
/// <remarks>Source: opentelemetry-proto 1.x; each name is that of the .proto in lowerCamelCase.</remarks>
internal static class OtlpSchema
{
    private static readonly Message Any = new(
        new("stringValue", 1, Kind.Text), new("boolValue", 2, Kind.Flag), new("intValue", 3, Kind.Number), new("doubleValue", 4, Kind.Real),
        new("arrayValue", 5, static () => Values!), new("kvlistValue", 6, static () => Pairs!), new("bytesValue", 7, Kind.Base64));

    private static readonly Message Pair = new(new("key", 1, Kind.Text), new("value", 2, static () => Any));
    private static readonly Message Values = new(new Field("values", 1, static () => Any));
    private static readonly Message Pairs = new(new Field("values", 1, static () => Pair));
    private static readonly Message Resource = new(new Field("attributes", 1, static () => Pair));
    private static readonly Message Scope = new(new("name", 1, Kind.Text), new("version", 2, Kind.Text), new("attributes", 3, static () => Pair));
    private static readonly Message Status = new(new("message", 2, Kind.Text), new("code", 3, Kind.Number));

    private static readonly Message Span = new(
        new("traceId", 1, Kind.Hex), new("spanId", 2, Kind.Hex), new("parentSpanId", 4, Kind.Hex), new("name", 5, Kind.Text), new("kind", 6, Kind.Number),
        new("startTimeUnixNano", 7, Kind.Fixed), new("endTimeUnixNano", 8, Kind.Fixed), new("attributes", 9, static () => Pair), new("status", 15, static () => Status));

    private static readonly Message Record = new(
        new("timeUnixNano", 1, Kind.Fixed), new("severityNumber", 2, Kind.Number), new("severityText", 3, Kind.Text), new("body", 5, static () => Any),
        new("attributes", 6, static () => Pair), new("traceId", 9, Kind.Hex), new("spanId", 10, Kind.Hex), new("observedTimeUnixNano", 11, Kind.Fixed));

    private static readonly Message NumberPoint = new(
        new("startTimeUnixNano", 2, Kind.Fixed), new("timeUnixNano", 3, Kind.Fixed), new("asDouble", 4, Kind.Real), new("asInt", 6, Kind.Fixed),
        new("attributes", 7, static () => Pair), new("flags", 8, Kind.Number));

    private static readonly Message HistogramPoint = new(
        new("startTimeUnixNano", 2, Kind.Fixed), new("timeUnixNano", 3, Kind.Fixed), new("count", 4, Kind.Fixed), new("sum", 5, Kind.Real),
        new("bucketCounts", 6, Kind.Fixed), new("explicitBounds", 7, Kind.Real), new("attributes", 9, static () => Pair), new("flags", 10, Kind.Number),
        new("min", 11, Kind.Real), new("max", 12, Kind.Real));

    private static readonly Message Buckets = new(new("offset", 1, Kind.ZigZag), new("bucketCounts", 2, Kind.Number));

    private static readonly Message ExponentialPoint = new(
        new("attributes", 1, static () => Pair), new("startTimeUnixNano", 2, Kind.Fixed), new("timeUnixNano", 3, Kind.Fixed), new("count", 4, Kind.Fixed),
        new("sum", 5, Kind.Real), new("scale", 6, Kind.ZigZag), new("zeroCount", 7, Kind.Fixed), new("positive", 8, static () => Buckets),
        new("negative", 9, static () => Buckets), new("flags", 10, Kind.Number), new("min", 12, Kind.Real), new("max", 13, Kind.Real));

    private static readonly Message QuantileValue = new(new("quantile", 1, Kind.Real), new("value", 2, Kind.Real));

    private static readonly Message SummaryPoint = new(
        new("startTimeUnixNano", 2, Kind.Fixed), new("timeUnixNano", 3, Kind.Fixed), new("count", 4, Kind.Fixed), new("sum", 5, Kind.Real),
        new("quantileValues", 6, static () => QuantileValue), new("attributes", 7, static () => Pair), new("flags", 8, Kind.Number));

    private static readonly Message Metric = new(
        new("name", 1, Kind.Text), new("unit", 3, Kind.Text), new("gauge", 5, Data(NumberPoint)), new("sum", 7, Data(NumberPoint)),
        new("histogram", 9, Data(HistogramPoint)), new("exponentialHistogram", 10, Data(ExponentialPoint)), new("summary", 11, Data(SummaryPoint)));

    private static readonly Message Traces = Request("resourceSpans", "scopeSpans", "spans", Span);
    private static readonly Message Logs = Request("resourceLogs", "scopeLogs", "logRecords", Record);
    private static readonly Message Metrics = Request("resourceMetrics", "scopeMetrics", "metrics", Metric);

    /// <summary>How a value is written in protobuf.</summary>
    internal enum Kind
    {
        Message,
        Text,
        Hex,
        Base64,
        Flag,
        Number,
        ZigZag,
        Fixed,
        Real,
    }

    /// <summary>The message that carries a signal.</summary>
    public static Message Of(OtlpSignal signal) => signal switch { OtlpSignal.Traces => Traces, OtlpSignal.Logs => Logs, _ => Metrics };

    private static Message Request(string resources, string scopes, string records, Message record)
    {
        var scoped = new Message(new("scope", 1, static () => Scope), new(records, 2, () => record));
        var grouped = new Message(new("resource", 1, static () => Resource), new(scopes, 2, () => scoped));
        return new Message(new Field(resources, 1, () => grouped));
    }

    private static Func<Message> Data(Message point)
    {
        var data = new Message(new("dataPoints", 1, () => point), new("aggregationTemporality", 2, Kind.Number), new("isMonotonic", 3, Kind.Flag));
        return () => data;
    }

    /// <summary>A field.</summary>
    internal sealed record Field(string Name, int Number, Kind Kind)
    {
        public Field(string name, int number, Func<Message> inner)
            : this(name, number, Kind.Message) => Inner = inner;

        /// <summary>What a message of it has; some contain themselves.</summary>
        public Func<Message> Inner { get; } = static () => throw new InvalidOperationException("This field is no message.");
    }

    /// <summary>The fields of a message.</summary>
    internal sealed class Message(params Field[] fields)
    {
        public Field? Find(ref Utf8JsonReader reader)
        {
            foreach (Field field in fields)
            {
                if (reader.ValueTextEquals(field.Name))
                    return field;
            }

            return null;
        }
    }
}
