using Npgsql;
using Prunella.Patterns.Stores;

namespace Prunella.Postgres;

/// <summary>Changes as commands; each gives one row, how many changed something.</summary>
internal static class PostgresWrites
{
    private const int MostNames = 64;

    private const string Occurrences = """
        with given as (
            select * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::timestamptz[])
                as g(id, exact, core, template, type, message, component, at)),
        fresh as (
            insert into prunella.error_events (project, id, exact, at) select $1, id, exact, at from given on conflict (project, id) do nothing returning id),
        sums as (
            select exact, min(core) as core, min(template) as template, (array_agg(type order by at desc))[1] as type, (array_agg(message order by at desc))[1] as message,
                (array_agg(component order by at desc))[1] as component, count(*) as seen, min(at) as first, max(at) as last
            from given join fresh using (id) group by exact),
        counted as (
            -- In one order, whoever writes: two that write the same errors wait for each other and do not lock each other out.
            insert into prunella.error_groups as g (project, exact, core, template, type, message, component, seen, first, last)
            select $1, exact, core, template, type, message, component, seen, first, last from sums order by exact
            on conflict (project, exact) do update set seen = g.seen + excluded.seen, first = least(g.first, excluded.first), last = greatest(g.last, excluded.last),
                message = case when excluded.last >= g.last then excluded.message else g.message end,
                component = case when excluded.last >= g.last then excluded.component else g.component end)
        select count(*)::integer from fresh
        """;

    private const string Put = """
        with put as (
            insert into prunella.learnings as l (project, id, problem, cause, fix, pattern, origin, at, successes, failures, last_tried)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (project, id) do update set problem = excluded.problem, cause = excluded.cause, fix = excluded.fix, pattern = excluded.pattern,
                origin = excluded.origin, at = excluded.at
            where excluded.at > l.at and l.merged_into is null
            returning 1),
        named as (
            insert into prunella.learning_names (project, name, learning)
            select $1, n, $2 from unnest($12::text[]) n
            where exists (select from put) and not exists (select from prunella.learning_names o where o.project = $1 and o.name = n and o.learning = $2)
                and not exists (select from prunella.name_splits s where s.project = $1 and s.learning = $2 and s.name = n)
            limit (select greatest(0, $13 - count(*)) from prunella.learning_names o where o.project = $1 and o.learning = $2))
        select count(*)::integer from put
        """;

    private const string PutVector = """
        with put as (
            insert into prunella.learning_vectors as v (project, model, learning, vector)
            select $1, $2, $3, $4 where exists (select from prunella.learnings where project = $1 and id = $3 and merged_into is null)
            on conflict (project, model, learning) do update set vector = excluded.vector where v.vector <> excluded.vector
            returning 1)
        select count(*)::integer from put
        """;

    private const string PutPattern = """
        with put as (
            insert into prunella.error_patterns as p (project, id, title, regex, unless, fix, words, origin, at, action, generated) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            on conflict (project, id) do update set title = excluded.title, regex = excluded.regex, unless = excluded.unless, fix = excluded.fix, words = excluded.words,
                origin = excluded.origin, at = excluded.at, action = excluded.action, generated = excluded.generated where excluded.at > p.at
            returning 1)
        select count(*)::integer from put
        """;

    private const string PutEdge = """
        with put as (
            insert into prunella.causality_edges as e (project, fingerprint, commit_id, strength, confirmed, why, at) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (project, fingerprint, commit_id) do update set strength = excluded.strength, confirmed = excluded.confirmed, why = excluded.why, at = excluded.at
                where excluded.at > e.at
            returning 1)
        select count(*)::integer from put
        """;

    private const string PutSetting = """
        with put as (
            insert into prunella.healing_config as c (project, name, value, at) values ($1, $2, $3, $4)
            on conflict (project, name) do update set value = excluded.value, at = excluded.at where excluded.at > c.at
            returning 1)
        select count(*)::integer from put
        """;

    private const string Append = """
        with rows as (
            insert into prunella.healing_audit (project, seq, id, at, actor, action, subject, detail, previous, hash)
            select $1, * from unnest($2::bigint[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[])
            returning 1),
        head as (update prunella.audit_heads set seq = $11, hash = $12 where project = $1)
        select count(*)::integer from rows
        """;

    /// <summary>All but the audit, in their order; occurrences that follow each other as one command.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Of(string project, IReadOnlyList<StoreChange> changes)
    {
        List<ErrorOccurrence> occurrences = [];
        foreach (StoreChange change in changes)
        {
            if (change is ErrorOccurrence occurrence)
            {
                occurrences.Add(occurrence);
                continue;
            }

            if (occurrences.Count > 0)
                yield return Of(project, occurrences);
            occurrences.Clear();
            if (change is not AuditRecord)
                yield return Of(project, change);
        }

        if (occurrences.Count > 0)
            yield return Of(project, occurrences);
    }

    /// <summary>Rows that follow the head of the chain; the head is locked by the caller.</summary>
    public static NpgsqlBatchCommand Of(string project, IReadOnlyList<AuditEntry> rows) => Command(
        Append, project, Column(rows, static row => row.Sequence), Column(rows, static row => row.Record.Id), Column(rows, static row => row.Record.At),
        Column(rows, static row => row.Record.Actor), Column(rows, static row => row.Record.Action), Column(rows, static row => row.Record.Subject),
        Column(rows, static row => row.Record.Detail), Column(rows, static row => row.Previous), Column(rows, static row => row.Hash), rows[^1].Sequence, rows[^1].Hash);

    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (object? value in values)
            _ = command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }

    private static NpgsqlBatchCommand Of(string project, List<ErrorOccurrence> all)
    {
        ErrorOccurrence[] given = [.. all.DistinctBy(static error => error.Id)];
        return Command(
            Occurrences, project, Column(given, static error => error.Id), Column(given, static error => error.Fingerprint.Exact), Column(given, static error => error.Fingerprint.Core),
            Column(given, static error => error.Fingerprint.Template), Column(given, static error => error.Type), Column(given, static error => error.Message),
            Column(given, static error => error.Component), Column(given, static error => error.At));
    }

    private static NpgsqlBatchCommand Of(string project, StoreChange change) => change switch
    {
        Learning learning => WithTime(Command(
            Put, project, learning.Id, learning.Problem, learning.Cause, learning.Fix, learning.Pattern, (int)learning.Origin, learning.At, learning.Successes, learning.Failures,
            learning.LastTried, learning.Names.ToArray(), MostNames), 10),
        LearningMerge merge => Command("select prunella.join_learnings($1, $2, $3, $4)", project, merge.From, merge.Into, merge.Again),
        LearningSplit split => Command($"select prunella.split_learnings($1, $2, $3, $4, $5, {MostNames})", project, split.Learning, split.Other, split.Names.ToArray(), split.At),
        FixOutcome outcome => Command("select prunella.record_outcome($1, $2, $3, $4, $5, $6)", project, outcome.Id, outcome.Learning, outcome.Worked, outcome.At, outcome.Note),
        LearningVector vector => Command(PutVector, project, vector.Model, vector.Learning, vector.Values.ToArray()),
        StoredPattern { Pattern: var known } pattern => WithText(Command(
            PutPattern, project, known.Id, known.Title, known.Regex, known.Unless, known.Fix, known.Words, (int)pattern.Origin, pattern.At, known.Action?.ToJson(), known.Generated), 4, 9, 10),
        CausalityEdge edge => Command(PutEdge, project, edge.Fingerprint, edge.Commit, edge.Strength, edge.Confirmed, edge.Why, edge.At),
        HealingSetting setting => Command(PutSetting, project, setting.Name, setting.Value, setting.At),
        _ => throw new NotSupportedException($"A {change.GetType().Name} can not be kept."),
    };

    // A null says nothing of its type, and a statement that is prepared needs it.
    private static NpgsqlBatchCommand WithTime(NpgsqlBatchCommand command, int parameter)
    {
        command.Parameters[parameter].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz;
        return command;
    }

    private static NpgsqlBatchCommand WithText(NpgsqlBatchCommand command, params ReadOnlySpan<int> parameters)
    {
        foreach (int parameter in parameters)
            command.Parameters[parameter].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text;
        return command;
    }

    private static T[] Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var column = new T[rows.Count];
        for (int i = 0; i < column.Length; i++)
            column[i] = value(rows[i]);
        return column;
    }
}
