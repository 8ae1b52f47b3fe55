using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Prunella.Telemetry.Store;

namespace Prunella.Telemetry.ClickHouse;

/// <summary>The statements, in what ClickHouse has spoken since 2018.</summary>
internal static class ClickHouseSql
{
    /// <summary>The columns, as <see cref="EventExport.JsonLines"/> names what they hold.</summary>
    public const string Columns = "time, level, category, template, templateId, values, traceId, spanId, text";

    // Nanoseconds rather than a type of time: those with fractions came later than the rest. 0 is a record without time.
    public static string Create(string table) => $"""
        CREATE TABLE IF NOT EXISTS {table} (
            time Int64, day Date DEFAULT toDate(intDiv(time, 1000000000)), level UInt8, category String, template String, templateId String,
            values Array(String), traceId String, spanId String, text String
        ) ENGINE = MergeTree() PARTITION BY toYYYYMM(day) ORDER BY (day, category, time)
        """;

    public static string Insert(string table) => $"INSERT INTO {table} ({Columns}) FORMAT JSONEachRow";

    public static string Count(string table, EventQuery query) => $"SELECT count() AS found FROM {table}{Where(query)} FORMAT JSONEachRow";

    /// <remarks>Of a field only what may have it: whether a record has it, is looked at where it arrives, as in the store of files.</remarks>
    public static string Select(string table, EventQuery query)
    {
        string limit = query.Field is null && query.Limit < long.MaxValue ? string.Create(CultureInfo.InvariantCulture, $" LIMIT {query.Limit}") : "";
        return $"SELECT {Columns} FROM {table}{Where(query)} ORDER BY time{limit} FORMAT JSONEachRow";
    }

    public static long Nanoseconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks * 100;

    private static string Where(EventQuery query)
    {
        var conditions = new List<string>();
        if (query.From is { } from)
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"time >= {Nanoseconds(from)} AND day >= {Text(from.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))}"));
        if (query.To is { } to)
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"time < {Nanoseconds(to)} AND day <= {Text(to.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))}"));
        if (query.Level > LogLevel.Trace)
            conditions.Add(string.Create(CultureInfo.InvariantCulture, $"level >= {(int)query.Level} AND level != {(int)LogLevel.None}"));
        if (query.Category is { } category)
            conditions.Add($"(lowerUTF8(category) = lowerUTF8({Text(category)}) OR positionCaseInsensitiveUTF8(category, {Text(category + ".")}) = 1)");
        if (query.Template is { } template)
            conditions.Add($"(lowerUTF8(templateId) = lowerUTF8({Text(template)}) OR {Holds("template", template)})");
        if (query.Trace is { } trace)
            conditions.Add($"lowerUTF8(traceId) = lowerUTF8({Text(trace)})");
        if (query.Text is { Length: > 0 } text)
            conditions.Add(Holds("text", text));
        if (query.Field is { } field)
            conditions.Add($"position(text, {Text(field.Key)}) > 0 AND position(text, {Text(field.Value)}) > 0");
        return conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions);
    }

    private static string Holds(string column, string part) => $"positionCaseInsensitiveUTF8({column}, {Text(part)}) > 0";

    /// <summary>A text as a literal: nothing in it can end it.</summary>
    public static string Text(string value)
    {
        var literal = new StringBuilder("'", value.Length + 2);
        foreach (char letter in value)
        {
            if (letter is '\'' or '\\')
                _ = literal.Append('\\').Append(letter);
            else if (letter == '\0')
                _ = literal.Append("\\0");
            else
                _ = literal.Append(letter);
        }

        return literal.Append('\'').ToString();
    }
}
