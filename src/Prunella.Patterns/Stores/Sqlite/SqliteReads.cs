using Microsoft.Data.Sqlite;
using Prunella.Patterns.Errors;

namespace Prunella.Patterns.Stores.Sqlite;

/// <summary>What is asked of the file, by statements that are compiled once. Not thread-safe.</summary>
internal sealed class SqliteReads(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, KeptStatement> _kept = new(StringComparer.Ordinal);
    private KeptStatement? _find;

    // A cross join is done in the order in which it is written: the names first, which are few. Sorted here, or SQLite would walk through all learnings in order.
    public List<Learning> FindLearnings(Fingerprint fingerprint)
    {
        _find ??= new KeptStatement(
            connection,
            $"SELECT {SqliteRows.LearningColumns} FROM (SELECT DISTINCT ifnull(m.merged_into, m.id) AS top FROM learning_names n CROSS JOIN learnings m ON m.id = n.learning WHERE n.name IN ($1, $2, $3)) t CROSS JOIN learnings l ON l.id = t.top", 3);
        List<Learning> found = _find.Read(SqliteRows.Learning, fingerprint.Exact, fingerprint.Core, fingerprint.Template);
        if (found.Count > 1)
            found.Sort(static (one, other) => string.CompareOrdinal(one.Id, other.Id));
        return found;
    }

    public Learning? FindLearning(string id) =>
        Kept($"SELECT {SqliteRows.LearningColumns} FROM learnings l WHERE l.id = ifnull((SELECT m.merged_into FROM learnings m WHERE m.id = $1), $1)", 1).First(SqliteRows.Learning, id);

    public List<Learning> ListLearnings(string after, int most) =>
        Kept($"SELECT {SqliteRows.LearningColumns} FROM learnings l WHERE l.id > $1 AND l.merged_into IS NULL ORDER BY l.id LIMIT $2", 2).Read(SqliteRows.Learning, after, most);

    public List<LearningVector> ListVectors(string model, string after, int most) =>
        Kept("SELECT learning, model, vector FROM learning_vectors WHERE model = $1 AND learning > $2 ORDER BY learning LIMIT $3", 3).Read(SqliteRows.Vector, model, after, most);

    public List<StoredPattern> ListPatterns() => Kept("SELECT id, title, regex, unless, fix, words, origin, at, action, generated FROM error_patterns ORDER BY id", 0).Read(SqliteRows.Pattern);

    public ErrorGroup? FindError(string exact) => Kept($"SELECT {SqliteRows.GroupColumns} FROM error_groups WHERE exact = $1", 1).First(SqliteRows.Group, exact);

    public List<ErrorGroup> ListErrors(int most) =>
        Kept($"SELECT {SqliteRows.GroupColumns} FROM error_groups ORDER BY last DESC, exact LIMIT $1", 1).Read(SqliteRows.Group, most);

    public List<CausalityEdge> FindEdges(string fingerprint) => Kept(
        "SELECT fingerprint, commit_id, strength, confirmed, why, at FROM causality_edges WHERE fingerprint = $1 ORDER BY confirmed DESC, strength DESC, commit_id", 1)
        .Read(SqliteRows.Edge, fingerprint);

    public List<HealingSetting> ListSettings() => Kept("SELECT name, value, at FROM healing_config ORDER BY name", 0).Read(SqliteRows.Setting);

    public List<AuditEntry> ReadAudit(long after, int most) => Kept(
        "SELECT seq, id, at, actor, action, subject, detail, previous, hash FROM healing_audit WHERE seq > $1 ORDER BY seq LIMIT $2", 2).Read(SqliteRows.Audit, after, most);

    public AuditHead ReadAuditHead() => Kept("SELECT seq, hash FROM audit_head", 0).First(SqliteRows.Head) ?? AuditHead.Empty;

    public StoreCounts Count() => Kept(
        """
        SELECT (SELECT count(*) FROM error_groups), (SELECT ifnull(sum(seen), 0) FROM error_groups), (SELECT count(*) FROM error_events), (SELECT count(*) FROM error_patterns),
            (SELECT count(*) FROM learnings WHERE merged_into IS NULL), (SELECT count(*) FROM fix_outcomes), (SELECT count(*) FROM fix_outcomes WHERE worked),
            (SELECT count(*) FROM causality_edges), (SELECT count(*) FROM healing_audit)
        """, 0).First(SqliteRows.Counts)!;

    public void Dispose()
    {
        _find?.Dispose();
        foreach (KeptStatement statement in _kept.Values)
            statement.Dispose();
    }

    private KeptStatement Kept(string sql, int parameters)
    {
        if (!_kept.TryGetValue(sql, out KeptStatement? statement))
            _kept[sql] = statement = new KeptStatement(connection, sql, parameters);
        return statement;
    }
}
