using System.Globalization;
using Prunella.Journal;
using Prunella.Kernel;

namespace Prunella.AspNetCore.Dashboard.Pages;

/// <summary>Which facts somebody wants, as the address says it. Times without a zone are UTC.</summary>
internal sealed record AuditFilter(string Component, string Incident, string From, string Until, JournalQuery Query, string? Fault)
{
    public static AuditFilter Of(PageRequest request)
    {
        string component = request["component"] ?? string.Empty;
        string incident = request["incident"] ?? string.Empty;
        string from = request["from"] ?? string.Empty;
        string until = request["until"] ?? string.Empty;
        string? fault = null;
        var query = new JournalQuery();
        if (component.Length > 0)
        {
            if (ComponentName.TryParse(component, out ComponentName name))
                query = query with { Component = name };
            else
                fault = "That is not the name of a component.";
        }

        if (incident.Length > 0)
        {
            if (IncidentId.TryParse(incident, out IncidentId id))
                query = query with { Incident = id };
            else
                fault = "That is not an incident: they look like 7k3m-9xq2.";
        }

        if (from.Length > 0)
            query = TryTime(from, out DateTimeOffset time) ? query with { From = time } : Wrong(query, out fault);
        if (until.Length > 0)
            query = TryTime(until, out DateTimeOffset time) ? query with { Until = time } : Wrong(query, out fault);
        if (request["before"] is { } before)
        {
            if (long.TryParse(before, CultureInfo.InvariantCulture, out long sequence))
                query = query with { Before = sequence };
            else
                fault = "That is not a number.";
        }

        return new AuditFilter(component, incident, from, until, query, fault);
    }

    /// <summary>The filter as a query of an address, with its question mark; empty where nothing is filtered.</summary>
    public string ToQuery(long? before = null)
    {
        List<string> parts = [];
        Add("component", Component);
        Add("incident", Incident);
        Add("from", From);
        Add("until", Until);
        if (before is { } sequence)
            Add("before", sequence.ToString(CultureInfo.InvariantCulture));
        return parts.Count == 0 ? string.Empty : "?" + string.Join('&', parts);

        void Add(string name, string value)
        {
            if (value.Length > 0)
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }
    }

    private static JournalQuery Wrong(JournalQuery query, out string fault)
    {
        fault = "That is not a time: write it as 2026-01-31T14:00.";
        return query;
    }

    private static bool TryTime(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out time);
}
