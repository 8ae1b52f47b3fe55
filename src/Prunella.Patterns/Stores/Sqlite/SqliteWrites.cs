using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace Prunella.Patterns.Stores.Sqlite;

/// <summary>Applies changes to the file, inside of a transaction of its caller. Not thread-safe.</summary>
internal sealed class SqliteWrites(SqliteConnection connection, string project) : IDisposable
{
    private readonly Dictionary<string, KeptStatement> _kept = new(StringComparer.Ordinal);

    /// <returns>Whether it changed something.</returns>
    public bool Apply(StoreChange change) => change switch
    {
        ErrorOccurrence occurrence => Add(occurrence),
        Learning learning => Put(learning),
        LearningMerge merge => Merge(merge),
        LearningSplit split => Split(split),
        FixOutcome outcome => Record(outcome),
        LearningVector vector => Put(vector),
        StoredPattern pattern => Put(pattern),
        CausalityEdge edge => Run(
            """
            INSERT INTO causality_edges (fingerprint, commit_id, strength, confirmed, why, at) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT DO UPDATE SET strength = excluded.strength, confirmed = excluded.confirmed, why = excluded.why, at = excluded.at WHERE excluded.at > at
            """, edge.Fingerprint, edge.Commit, edge.Strength, edge.Confirmed, edge.Why, SqliteRows.Ticks(edge.At)) > 0,
        HealingSetting setting => Run(
            "INSERT INTO healing_config (name, value, at) VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at WHERE excluded.at > at",
            setting.Name, setting.Value, SqliteRows.Ticks(setting.At)) > 0,
        AuditRecord record => Append(record),
        _ => throw new NotSupportedException($"A {change.GetType().Name} can not be kept."),
    };

    /// <returns>How many rows were removed.</returns>
    public int Trim(StoreOptions options) =>
        Run("DELETE FROM error_events WHERE at < $1", SqliteRows.Ticks(options.Time.GetUtcNow() - options.OccurrenceAge))
        + Run("DELETE FROM error_events WHERE seq <= (SELECT seq FROM error_events ORDER BY seq DESC LIMIT 1 OFFSET $1)", options.MostOccurrences)
        + Run("DELETE FROM error_groups WHERE exact IN (SELECT exact FROM error_groups ORDER BY last DESC, exact LIMIT -1 OFFSET $1)", options.MostErrors);

    public void Dispose()
    {
        foreach (KeptStatement statement in _kept.Values)
            statement.Dispose();
    }

    private bool Add(ErrorOccurrence error)
    {
        if (Run("INSERT INTO error_events (id, exact, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", error.Id, error.Fingerprint.Exact, SqliteRows.Ticks(error.At)) == 0)
            return false;
        _ = Run(
            """
            INSERT INTO error_groups (exact, core, template, type, message, component, seen, first, last) VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7)
            ON CONFLICT DO UPDATE SET seen = seen + 1, first = min(first, excluded.first), last = max(last, excluded.last),
                message = CASE WHEN excluded.last >= last THEN excluded.message ELSE message END,
                component = CASE WHEN excluded.last >= last THEN excluded.component ELSE component END
            """,
            error.Fingerprint.Exact, error.Fingerprint.Core, error.Fingerprint.Template, error.Type, error.Message, error.Component, SqliteRows.Ticks(error.At));
        return true;
    }

    private bool Put(Learning learning)
    {
        int changed = Run(
            """
            INSERT INTO learnings (id, problem, cause, fix, pattern, origin, at, successes, failures, last_tried) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT DO UPDATE SET problem = excluded.problem, cause = excluded.cause, fix = excluded.fix, pattern = excluded.pattern, origin = excluded.origin, at = excluded.at
            WHERE excluded.at > at AND merged_into IS NULL
            """,
            learning.Id, learning.Problem, learning.Cause, learning.Fix, learning.Pattern, (int)learning.Origin, SqliteRows.Ticks(learning.At),
            learning.Successes, learning.Failures, SqliteRows.Ticks(learning.LastTried));
        foreach (string name in changed > 0 ? learning.Names : [])
            AddName(name, learning.Id);
        return changed > 0;
    }

    private int AddName(string name, string learning) => Run(
        $"""
        INSERT INTO learning_names (name, learning) SELECT $1, $2
        WHERE (SELECT count(*) FROM learning_names WHERE learning = $2) < {StoredText.MostNames} AND NOT EXISTS (SELECT 1 FROM name_splits WHERE learning = $2 AND name = $1)
        ON CONFLICT DO NOTHING
        """, name, learning);

    private bool Merge(LearningMerge merge)
    {
        string? into = TopOf(merge.Into);
        if (into is null || into == merge.From || Text("SELECT id FROM learnings WHERE id = $1 AND merged_into IS NULL", merge.From) is null)
            return false;
        if (Kept(
            """
            SELECT s.one FROM learnings x CROSS JOIN learnings y CROSS JOIN learning_splits s ON (s.one = x.id AND s.other = y.id) OR (s.one = y.id AND s.other = x.id)
            WHERE (x.id = $1 OR x.merged_into = $1) AND (y.id = $2 OR y.merged_into = $2) LIMIT 1
            """, 2).First(static row => row.GetString(0), merge.From, into) is not null)
        {
            if (!merge.Again)
                return false;
            _ = Run(
                """
                DELETE FROM learning_splits WHERE EXISTS (SELECT 1 FROM learnings x CROSS JOIN learnings y
                    WHERE (x.id = $1 OR x.merged_into = $1) AND (y.id = $2 OR y.merged_into = $2) AND (one = x.id AND other = y.id OR one = y.id AND other = x.id))
                """, merge.From, into);
        }

        _ = Run("DELETE FROM learning_vectors WHERE learning = $1", merge.From);
        _ = Run(
            """
            UPDATE learnings SET successes = learnings.successes + o.successes, failures = learnings.failures + o.failures,
                last_tried = nullif(max(ifnull(learnings.last_tried, 0), ifnull(o.last_tried, 0)), 0)
            FROM learnings o WHERE learnings.id = $1 AND o.id = $2
            """, into, merge.From);
        _ = Run("UPDATE learnings SET merged_into = $1, merged_with = CASE WHEN id = $2 THEN $1 ELSE merged_with END WHERE merged_into = $2 OR id = $2", into, merge.From);
        return true;
    }

    private bool Split(LearningSplit split)
    {
        string? top = TopOf(split.Learning), otherTop = TopOf(split.Other);
        if (top is null || top == split.Other || otherTop is not null && otherTop != split.Other && otherTop != top)
            return false;
        bool ordered = string.CompareOrdinal(top, split.Other) < 0;
        int changed = Run("INSERT INTO learning_splits (one, other) VALUES ($1, $2) ON CONFLICT DO NOTHING", ordered ? top : split.Other, ordered ? split.Other : top);
        if (otherTop is null)
        {
            changed += Run(
                """
                INSERT INTO learnings (id, problem, cause, fix, pattern, origin, at, successes, failures)
                SELECT $2, problem, cause, fix, pattern, origin, $3, 0, 0 FROM learnings WHERE id = $1
                """, top, split.Other, SqliteRows.Ticks(split.At));
        }
        else if (otherTop == top)
        {
            changed += Restore(top, split.Other);
        }

        foreach (string name in split.Names)
        {
            changed += Run("DELETE FROM learning_names WHERE name = $1 AND learning IN (SELECT id FROM learnings WHERE id = $2 OR merged_into = $2)", name, top)
                + Run("INSERT INTO name_splits (learning, name) VALUES ($1, $2) ON CONFLICT DO NOTHING", top, name);
            _ = Run("DELETE FROM name_splits WHERE learning = $1 AND name = $2", split.Other, name);
            changed += AddName(name, split.Other);
        }

        return changed > 0;
    }

    // What was merged with it comes along; a row of what was merged is as it was then.
    private int Restore(string top, string other)
    {
        _ = Run(
            """
            UPDATE learnings SET successes = max(0, learnings.successes - o.successes), failures = max(0, learnings.failures - o.failures)
            FROM learnings o WHERE learnings.id = $1 AND o.id = $2
            """, top, other);
        _ = Run(
            """
            WITH RECURSIVE along (id) AS (VALUES ($1) UNION SELECT l.id FROM learnings l JOIN along ON l.merged_with = along.id)
            UPDATE learnings SET merged_into = $1 WHERE id IN (SELECT id FROM along)
            """, other);
        return Run("UPDATE learnings SET merged_into = NULL, merged_with = NULL WHERE id = $1", other);
    }

    /// <returns>The learning that an id means; null where there is none.</returns>
    private string? TopOf(string id) => Text("SELECT id FROM learnings WHERE id = ifnull((SELECT merged_into FROM learnings WHERE id = $1), $1)", id);

    private bool Record(FixOutcome outcome)
    {
        string? learning = TopOf(outcome.Learning);
        if (learning is null
            || Run("INSERT INTO fix_outcomes (id, learning, worked, at, note) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                outcome.Id, learning, outcome.Worked, SqliteRows.Ticks(outcome.At), outcome.Note) == 0)
            return false;
        _ = Run("UPDATE learnings SET successes = successes + $2, failures = failures + 1 - $2, last_tried = max(ifnull(last_tried, 0), $3) WHERE id = $1",
            learning, outcome.Worked, SqliteRows.Ticks(outcome.At));
        return true;
    }

    private bool Put(LearningVector vector) => Run(
        """
        INSERT INTO learning_vectors (model, learning, vector) SELECT $1, $2, $3 WHERE EXISTS (SELECT 1 FROM learnings WHERE id = $2 AND merged_into IS NULL)
        ON CONFLICT DO UPDATE SET vector = excluded.vector WHERE vector <> excluded.vector
        """, vector.Model, vector.Learning, MemoryMarshal.AsBytes<float>(vector.Values.ToArray()).ToArray()) > 0;

    private bool Put(StoredPattern pattern) => Run(
        """
        INSERT INTO error_patterns (id, title, regex, unless, fix, words, origin, at, action, generated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT DO UPDATE SET title = excluded.title, regex = excluded.regex, unless = excluded.unless, fix = excluded.fix, words = excluded.words,
            origin = excluded.origin, at = excluded.at, action = excluded.action, generated = excluded.generated WHERE excluded.at > at
        """,
        pattern.Pattern.Id, pattern.Pattern.Title, pattern.Pattern.Regex, pattern.Pattern.Unless, pattern.Pattern.Fix, pattern.Pattern.Words, (int)pattern.Origin,
        SqliteRows.Ticks(pattern.At), pattern.Pattern.Action?.ToJson(), pattern.Pattern.Generated) > 0;

    private bool Append(AuditRecord record)
    {
        if (Text("SELECT id FROM healing_audit WHERE id = $1", record.Id) is not null)
            return false;
        AuditHead head = Kept("SELECT seq, hash FROM audit_head", 0).First(SqliteRows.Head) ?? AuditHead.Empty;
        AuditEntry entry = AuditEntry.After(project, head.Sequence, head.Hash, record);
        _ = Run("INSERT INTO healing_audit (seq, id, at, actor, action, subject, detail, previous, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            entry.Sequence, record.Id, SqliteRows.Ticks(record.At), record.Actor, record.Action, record.Subject, record.Detail, entry.Previous, entry.Hash);
        _ = Run("INSERT INTO audit_head (one, seq, hash) VALUES (1, $1, $2) ON CONFLICT DO UPDATE SET seq = excluded.seq, hash = excluded.hash", entry.Sequence, entry.Hash);
        return true;
    }

    private string? Text(string sql, string value) => Kept(sql, 1).First(static row => row.GetString(0), value);

    private int Run(string sql, params ReadOnlySpan<object?> values) => Kept(sql, values.Length).Execute(values);

    private KeptStatement Kept(string sql, int parameters)
    {
        if (!_kept.TryGetValue(sql, out KeptStatement? statement))
            _kept[sql] = statement = new KeptStatement(connection, sql, parameters);
        return statement;
    }
}
