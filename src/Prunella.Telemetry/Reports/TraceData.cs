using System.Text.Json;
using Prunella.Telemetry.Analysis;
using Prunella.Telemetry.Spans;

namespace Prunella.Telemetry.Reports;

/// <summary>Writes the traces of a report: each span as service, operation, start and duration in µs, its parent's place, whether it failed, its own time.</summary>
internal static class TraceData
{
    private const int MostSpans = 600;

    public static void Write(Utf8JsonWriter json, LogAnalysis analysis)
    {
        json.WriteStartArray("traces");
        foreach (Trace trace in analysis.Traces)
            Write(json, trace);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Trace trace)
    {
        int count = Math.Min(trace.Spans.Length, MostSpans); // a parent stands before its parts
        Span root = trace.Spans[0];
        json.WriteStartObject();
        json.WriteString("id", trace.Id.ToString());
        json.WriteString("root", $"{root.Service}: {root.Operation}");
        json.WriteNumber("start", root.StartTime.ToUnixTimeMilliseconds());
        json.WriteNumber("duration", Math.Max(0.1, trace.Duration / 1000.0));
        json.WriteNumber("errors", trace.Spans.Count(static span => span.IsError));
        json.WriteStartArray("critical");
        foreach (int place in trace.CriticalPath().Where(place => place < count))
            json.WriteNumberValue(place);
        json.WriteEndArray();
        json.WriteStartArray("spans");
        for (int i = 0; i < count; i++)
        {
            Span span = trace.Spans[i];
            json.WriteStartArray();
            json.WriteStringValue(span.Service);
            json.WriteStringValue(span.Operation);
            json.WriteNumberValue((span.Start - root.Start) / 1000.0);
            json.WriteNumberValue(span.Duration / 1000.0);
            json.WriteNumberValue(trace.Parents[i]);
            json.WriteNumberValue(span.IsError ? 1 : 0);
            json.WriteNumberValue(trace.SelfTime[i] / 1000.0);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
