using System.Globalization;
using System.Text.Json;

namespace Shop.Load;

/// <summary>Writes reports, for people and for machines.</summary>
internal static class ReportWriter
{
    public static string Text(LoadReport report)
    {
        LoadSnapshot total = report.Total;
        OutcomeCounts counts = total.Outcomes;
        return string.Create(CultureInfo.InvariantCulture, $"""
            requests              {counts.Total} in {total.At.TotalSeconds:F1} s, {counts.Failed} failed
              ok                  {counts.Ok}
              http error          {counts.HttpError}
              timeout             {counts.Timeout}
              refused             {counts.Refused}
              reset before sent   {counts.ResetBeforeRequest}
              reset in flight     {counts.ResetInFlight}
              wrong               {counts.Wrong}
              not sent            {counts.NotSent}
            latency of ok, ms     p50 {total.P50.TotalMilliseconds:F1}  p99 {total.P99.TotalMilliseconds:F1}  max {total.Max.TotalMilliseconds:F1}
            idle closed           {total.IdleClosed}
            """);
    }

    public static void Json(LoadReport report, Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("seconds", report.Total.At.TotalSeconds);
        Counts(json, report.Total.Outcomes);
        json.WriteNumber("idleClosed", report.Total.IdleClosed);
        json.WriteNumber("p50Ms", report.Total.P50.TotalMilliseconds);
        json.WriteNumber("p99Ms", report.Total.P99.TotalMilliseconds);
        json.WriteNumber("maxMs", report.Total.Max.TotalMilliseconds);
        json.WriteStartArray("series");
        foreach (LoadInterval interval in report.Series)
        {
            json.WriteStartObject();
            json.WriteNumber("start", interval.Start.TotalSeconds);
            Counts(json, interval.Outcomes);
            json.WriteNumber("p99Ms", interval.P99.TotalMilliseconds);
            json.WriteNumber("maxMs", interval.Max.TotalMilliseconds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Counts(Utf8JsonWriter json, OutcomeCounts counts)
    {
        json.WriteNumber("total", counts.Total);
        json.WriteNumber("failed", counts.Failed);
        json.WriteNumber("ok", counts.Ok);
        json.WriteNumber("httpError", counts.HttpError);
        json.WriteNumber("timeout", counts.Timeout);
        json.WriteNumber("refused", counts.Refused);
        json.WriteNumber("resetBeforeRequest", counts.ResetBeforeRequest);
        json.WriteNumber("resetInFlight", counts.ResetInFlight);
        json.WriteNumber("wrong", counts.Wrong);
        json.WriteNumber("notSent", counts.NotSent);
    }
}
