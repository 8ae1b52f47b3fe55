using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Prunella.AspNetCore.Dashboard.Pages;
using Prunella.Journal;

namespace Prunella.AspNetCore.Dashboard;

/// <summary>What can be done with the whole journal: verify it and take it away.</summary>
internal static class AuditEndpoints
{
    /// <summary>Checks the chain; one at a time, for it reads every file.</summary>
    public static async Task VerifyAsync(DashboardSite site, HttpContext context)
    {
        if (await Visitor.AdmitAsync(site, context) is not { } visitor)
            return;
        if (!await site.Verifying.WaitAsync(TimeSpan.Zero, context.RequestAborted))
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = "10";
            return;
        }

        try
        {
            JournalVerification? found = await site.System.VerifyJournalAsync(context.RequestAborted);
            await PageEndpoint.SendAsync(site, context, site.Frame(context, "audit", 2), VerifiedBody.Of(found), visitor.Level);
        }
        finally
        {
            _ = site.Verifying.Release();
        }
    }

    /// <summary>The facts of a filter as lines of JSON, oldest first, scrubbed.</summary>
    public static async Task ExportAsync(DashboardSite site, HttpContext context)
    {
        if (await Visitor.AdmitAsync(site, context) is not { } visitor)
            return;
        var filter = AuditFilter.Of(PageEndpoint.Ask(site, context, visitor.Level, string.Empty));
        if (filter.Fault is not null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        context.Response.ContentType = "application/jsonl; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"prunella-journal.jsonl\"";
        var line = new ArrayBufferWriter<byte>();
        await foreach (JournalEntry entry in site.System.Journal.QueryAsync(filter.Query, context.RequestAborted))
        {
            line.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(line))
            {
                json.WriteStartObject();
                json.WriteNumber("seq"u8, entry.Sequence);
                json.WriteString("time"u8, entry.Time.ToString("O", CultureInfo.InvariantCulture));
                json.WriteString("source"u8, entry.Source);
                json.WritePropertyName("event"u8);
                WriteScrubbed(site, json, JsonDocument.Parse(JournalJson.ToUtf8(entry.Event)).RootElement);
                json.WriteEndObject();
            }

            line.Write("\n"u8);
            await context.Response.Body.WriteAsync(line.WrittenMemory, context.RequestAborted);
        }
    }

    // Each text by itself: over the whole line a secret could take the line's own marks with it.
    private static void WriteScrubbed(DashboardSite site, Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                json.WriteStringValue(site.Scrub(value.GetString()!));
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                    WriteScrubbed(site, json, item);
                json.WriteEndArray();
                break;
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (JsonProperty property in value.EnumerateObject())
                {
                    json.WritePropertyName(property.Name);
                    WriteScrubbed(site, json, property.Value);
                }

                json.WriteEndObject();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
