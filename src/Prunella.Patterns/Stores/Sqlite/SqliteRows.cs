using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Prunella.Patterns.Actions;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Known;

namespace Prunella.Patterns.Stores.Sqlite;

/// <summary>Rows of the tables as records, and the columns they are read from.</summary>
internal static class SqliteRows
{
    public const string LearningColumns =
        """
        l.id, l.problem, l.cause, l.fix, l.pattern, l.origin, l.at, l.successes, l.failures, l.last_tried,
        (SELECT group_concat(name, char(10)) FROM (SELECT o.name AS name FROM learning_names o WHERE o.learning = l.id
            UNION SELECT o.name FROM learnings m CROSS JOIN learning_names o ON o.learning = m.id WHERE m.merged_into = l.id LIMIT 64))
        """;

    public const string GroupColumns = "exact, core, template, type, message, component, seen, first, last";

    public static long Ticks(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static object? Ticks(DateTimeOffset? time) => time is { } given ? Ticks(given) : null;

    public static Learning Learning(SqliteDataReader row) => new()
    {
        Id = row.GetString(0), Problem = row.GetString(1), Cause = row.GetString(2), Fix = row.GetString(3), Pattern = row.GetString(4), Origin = (Origin)row.GetInt32(5),
        At = Time(row, 6), Successes = row.GetInt32(7), Failures = row.GetInt32(8), LastTried = row.IsDBNull(9) ? null : Time(row, 9),
        Names = row.IsDBNull(10) ? [] : row.GetString(10).Split('\n'),
    };

    public static ErrorGroup Group(SqliteDataReader row) => new(
        new Fingerprint(row.GetString(0), row.GetString(1), row.GetString(2)), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt64(6), Time(row, 7), Time(row, 8));

    public static StoredPattern Pattern(SqliteDataReader row) => new(
        new ErrorPattern
        {
            Id = row.GetString(0), Title = row.GetString(1), Regex = row.GetString(2), Unless = row.IsDBNull(3) ? null : row.GetString(3), Fix = row.GetString(4), Words = row.GetString(5),
            Action = row.IsDBNull(8) ? null : FixAction.Read(row.GetString(8)), Generated = row.IsDBNull(9) ? null : row.GetString(9),
        },
        (Origin)row.GetInt32(6), Time(row, 7));

    public static CausalityEdge Edge(SqliteDataReader row) => new(row.GetString(0), row.GetString(1), row.GetDouble(2), row.GetBoolean(3), row.GetString(4), Time(row, 5));

    public static HealingSetting Setting(SqliteDataReader row) => new(row.GetString(0), row.GetString(1), Time(row, 2));

    public static LearningVector Vector(SqliteDataReader row) => new(row.GetString(0), row.GetString(1), MemoryMarshal.Cast<byte, float>(row.GetFieldValue<byte[]>(2)).ToArray());

    public static AuditHead Head(SqliteDataReader row) => new(row.GetInt64(0), row.GetString(1));

    public static AuditEntry Audit(SqliteDataReader row) => new(
        row.GetInt64(0), new AuditRecord(row.GetString(1), Time(row, 2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6)), row.GetString(7), row.GetString(8));

    public static StoreCounts Counts(SqliteDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8));

    private static DateTimeOffset Time(SqliteDataReader row, int column) => DateTimeOffset.UnixEpoch.AddTicks(row.GetInt64(column) * TimeSpan.TicksPerMicrosecond);
}
