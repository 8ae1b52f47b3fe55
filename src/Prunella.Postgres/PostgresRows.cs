using Npgsql;
using Prunella.Patterns.Actions;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Known;
using Prunella.Patterns.Stores;

namespace Prunella.Postgres;

/// <summary>Rows of the tables as records, and the columns they are read from.</summary>
internal static class PostgresRows
{
    public const string LearningColumns =
        """
        l.id, l.problem, l.cause, l.fix, l.pattern, l.origin, l.at, l.successes, l.failures, l.last_tried,
        array(select distinct o.name from prunella.learning_names o where o.project = l.project
            and o.learning in (select l.id union all select m.id from prunella.learnings m where m.project = l.project and m.merged_into = l.id) limit 64)
        """;

    public const string GroupColumns = "exact, core, template, type, message, component, seen, first, last";

    public static Learning Learning(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0), Problem = row.GetString(1), Cause = row.GetString(2), Fix = row.GetString(3), Pattern = row.GetString(4), Origin = (Origin)row.GetInt32(5),
        At = Time(row, 6), Successes = row.GetInt32(7), Failures = row.GetInt32(8), LastTried = row.IsDBNull(9) ? null : Time(row, 9), Names = row.GetFieldValue<string[]>(10),
    };

    public static ErrorGroup Group(NpgsqlDataReader row) => new(
        new Fingerprint(row.GetString(0), row.GetString(1), row.GetString(2)), row.GetString(3), row.GetString(4), row.GetString(5), row.GetInt64(6), Time(row, 7), Time(row, 8));

    public static StoredPattern Pattern(NpgsqlDataReader row) => new(
        new ErrorPattern
        {
            Id = row.GetString(0), Title = row.GetString(1), Regex = row.GetString(2), Unless = row.IsDBNull(3) ? null : row.GetString(3), Fix = row.GetString(4), Words = row.GetString(5),
            Action = row.IsDBNull(8) ? null : FixAction.Read(row.GetString(8)), Generated = row.IsDBNull(9) ? null : row.GetString(9),
        },
        (Origin)row.GetInt32(6), Time(row, 7));

    public static CausalityEdge Edge(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), row.GetDouble(2), row.GetBoolean(3), row.GetString(4), Time(row, 5));

    public static HealingSetting Setting(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), Time(row, 2));

    public static LearningVector Vector(NpgsqlDataReader row) => new(row.GetString(0), row.GetString(1), row.GetFieldValue<float[]>(2));

    public static NearLearning Near(NpgsqlDataReader row) => new(row.GetString(0), row.GetDouble(1));

    public static AuditHead Head(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetString(1));

    public static AuditEntry Audit(NpgsqlDataReader row) => new(
        row.GetInt64(0), new AuditRecord(row.GetString(1), Time(row, 2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6)), row.GetString(7), row.GetString(8));

    public static StoreCounts Counts(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8));

    private static DateTimeOffset Time(NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);
}
