using Npgsql;
using Prunella.Patterns.Errors;
using Prunella.Patterns.Stores;

namespace Prunella.Postgres;

/// <summary>The memory of a project in PostgreSQL, shared by all machines that can reach it. Thread-safe.</summary>
/// <remarks>
/// The tables are made by <see cref="PostgresMigrations"/>. The store names its project in each transaction, and row-level security shows it the rows of
/// that project alone; so its role should be a member of <c>prunella_app</c>, and neither owner of the tables nor superuser.
/// </remarks>
public sealed class PostgresPatternStore : IPatternStore
{
    private const int MostTries = 8;
    private const string SetProject = "select set_config('prunella.project', $1, true)";

    private readonly StoreOptions _options;
    private readonly NpgsqlDataSource _source;
    private int _sinceTrim;

    /// <param name="connectionString">Where the database is. Statements are prepared by themselves unless it says otherwise.</param>
    /// <param name="options">Whose memory it is and how it is kept; the defaults where null.</param>
    /// <remarks>It connects when it is first used.</remarks>
    /// <exception cref="ArgumentException">The connection string can not be used, or an option is out of its range.</exception>
    public PostgresPatternStore(string connectionString, StoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        _options = options ?? new StoreOptions();
        _options.Validate();
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (!connectionString.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase))
            (builder.MaxAutoPrepare, builder.AutoPrepareMinUsages) = (64, 2);
        builder.NoResetOnClose = true; // all that is set ends with its transaction
        _source = NpgsqlDataSource.Create(builder);
    }

    /// <inheritdoc/>
    public string Project => _options.Project;

    /// <inheritdoc/>
    public async ValueTask<int> WriteAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        StoreChange[] clean = [.. changes.Select(change => change.ForStorage(_options.Scrubber))];
        cancellationToken.ThrowIfCancellationRequested();
        if (clean.Length == 0)
            return 0;
        int changed = await TransactAsync((connection, token) => WriteAsync(connection, clean, token), cancellationToken).ConfigureAwait(false);
        int occurrences = clean.Count(static change => change is ErrorOccurrence);
        if (occurrences > 0 && Interlocked.Add(ref _sinceTrim, occurrences) >= _options.TrimEvery)
        {
            Volatile.Write(ref _sinceTrim, 0);
            _ = await TryTrimAsync(cancellationToken).ConfigureAwait(false);
        }

        return changed;
    }

    /// <inheritdoc/>
    public async ValueTask<int> TrimAsync(CancellationToken cancellationToken = default) => await TransactAsync(async (connection, token) =>
    {
        await using NpgsqlBatch batch = new(connection)
        {
            BatchCommands =
            {
                PostgresWrites.Command(SetProject, Project),
                PostgresWrites.Command("delete from prunella.error_events where project = $1 and at < $2", Project, _options.Time.GetUtcNow().ToUniversalTime() - _options.OccurrenceAge),
                PostgresWrites.Command(
                    "delete from prunella.error_events where project = $1 and seq <= (select seq from prunella.error_events where project = $1 order by seq desc offset $2 limit 1)",
                    Project, _options.MostOccurrences),
                PostgresWrites.Command(
                    "delete from prunella.error_groups where project = $1 and exact in (select exact from prunella.error_groups where project = $1 order by last desc, exact offset $2)",
                    Project, _options.MostErrors),
            },
        };
        _ = await batch.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        return batch.BatchCommands[1].RecordsAffected + batch.BatchCommands[2].RecordsAffected + batch.BatchCommands[3].RecordsAffected;
    }, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Learning>> FindLearningsAsync(Fingerprint fingerprint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        return await ReadAsync(
            $"select {PostgresRows.LearningColumns} from prunella.learnings l where l.project = $1 and l.id in (select coalesce(m.merged_into, m.id) from prunella.learning_names n join prunella.learnings m on m.project = n.project and m.id = n.learning where n.project = $1 and n.name = any($2)) order by l.id",
            PostgresRows.Learning, cancellationToken, Project, new[] { fingerprint.Exact, fingerprint.Core, fingerprint.Template }).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<Learning?> FindLearningAsync(string id, CancellationToken cancellationToken = default) => (await ReadAsync(
        $"select {PostgresRows.LearningColumns} from prunella.learnings l where l.project = $1 and l.id = (select coalesce(merged_into, id) from prunella.learnings where project = $1 and id = $2)",
        PostgresRows.Learning, cancellationToken, Project, id).ConfigureAwait(false)).FirstOrDefault();

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Learning>> ListLearningsAsync(string after, int most, CancellationToken cancellationToken = default) => await ReadAsync(
        $"select {PostgresRows.LearningColumns} from prunella.learnings l where l.project = $1 and l.id > $2 and l.merged_into is null order by l.id limit $3",
        PostgresRows.Learning, cancellationToken, Project, after, most).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<LearningVector>> ListVectorsAsync(string model, string after, int most, CancellationToken cancellationToken = default) => await ReadAsync(
        "select learning, model, vector from prunella.learning_vectors where project = $1 and model = $2 and learning > $3 order by learning limit $4",
        PostgresRows.Vector, cancellationToken, Project, model, after, most).ConfigureAwait(false);

    /// <inheritdoc/>
    /// <remarks>By pgvector; null where the database has none. An index answers in a fraction of the time, and now and then misses one of the nearest.</remarks>
    public async ValueTask<IReadOnlyList<NearLearning>?> NearestAsync(string model, ReadOnlyMemory<float> vector, int most, CancellationToken cancellationToken = default)
    {
        const string sql = "select learning, cosine from prunella.nearest_learnings($1, $2, $3, $4, $5)";
        float[] asked = vector.ToArray();
        try
        {
            List<NearLearning> found = await ReadAsync(sql, PostgresRows.Near, cancellationToken, Project, model, asked, most, false).ConfigureAwait(false);
            // An index gives up after some thousands of other projects' rows; without one there is no such limit.
            if (found.Count < most)
                found = await ReadAsync(sql, PostgresRows.Near, cancellationToken, Project, model, asked, most, true).ConfigureAwait(false);
            return [.. found.Where(static near => double.IsFinite(near.Cosine))]; // a vector of zeros is near to nothing
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.FeatureNotSupported)
        {
            return null;
        }
        catch (StoreUnavailableException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UndefinedFunction })
        {
            return null; // a database of an older version
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredPattern>> ListPatternsAsync(CancellationToken cancellationToken = default) => await ReadAsync(
        "select id, title, regex, unless, fix, words, origin, at, action, generated from prunella.error_patterns where project = $1 order by id", PostgresRows.Pattern, cancellationToken, Project).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<ErrorGroup?> FindErrorAsync(string exact, CancellationToken cancellationToken = default) => (await ReadAsync(
        $"select {PostgresRows.GroupColumns} from prunella.error_groups where project = $1 and exact = $2", PostgresRows.Group, cancellationToken, Project, exact).ConfigureAwait(false)).FirstOrDefault();

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ErrorGroup>> ListErrorsAsync(int most, CancellationToken cancellationToken = default) => await ReadAsync(
        $"select {PostgresRows.GroupColumns} from prunella.error_groups where project = $1 order by last desc, exact limit $2", PostgresRows.Group, cancellationToken, Project, most).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<CausalityEdge>> FindEdgesAsync(string fingerprint, CancellationToken cancellationToken = default) => await ReadAsync(
        "select fingerprint, commit_id, strength, confirmed, why, at from prunella.causality_edges where project = $1 and fingerprint = $2 order by confirmed desc, strength desc, commit_id",
        PostgresRows.Edge, cancellationToken, Project, fingerprint).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<HealingSetting>> ListSettingsAsync(CancellationToken cancellationToken = default) =>
        await ReadAsync("select name, value, at from prunella.healing_config where project = $1 order by name", PostgresRows.Setting, cancellationToken, Project).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<AuditEntry>> ReadAuditAsync(long after, int most, CancellationToken cancellationToken = default) => await ReadAsync(
        "select seq, id, at, actor, action, subject, detail, previous, hash from prunella.healing_audit where project = $1 and seq > $2 order by seq limit $3",
        PostgresRows.Audit, cancellationToken, Project, after, most).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<AuditHead> ReadAuditHeadAsync(CancellationToken cancellationToken = default) =>
        (await ReadAsync("select seq, hash from prunella.audit_heads where project = $1", PostgresRows.Head, cancellationToken, Project).ConfigureAwait(false)).FirstOrDefault() ?? AuditHead.Empty;

    /// <inheritdoc/>
    public async ValueTask<StoreCounts> CountAsync(CancellationToken cancellationToken = default) => (await ReadAsync(
        """
        select (select count(*) from prunella.error_groups where project = $1), (select coalesce(sum(seen), 0)::bigint from prunella.error_groups where project = $1),
            (select count(*) from prunella.error_events where project = $1), (select count(*) from prunella.error_patterns where project = $1),
            (select count(*) from prunella.learnings where project = $1 and merged_into is null), (select count(*) from prunella.fix_outcomes where project = $1),
            (select count(*) from prunella.fix_outcomes where project = $1 and worked), (select count(*) from prunella.causality_edges where project = $1),
            (select count(*) from prunella.healing_audit where project = $1)
        """, PostgresRows.Counts, cancellationToken, Project).ConfigureAwait(false))[0];

    /// <summary>Closes the connections.</summary>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    // What is removed late is removed next time; what was written is written.
    private async ValueTask<int> TryTrimAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await TrimAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (StoreUnavailableException)
        {
            return 0;
        }
    }

    // One round trip: project and question in one implicit transaction.
    private async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellationToken, params object[] values)
    {
        try
        {
            await using NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            await using NpgsqlBatch batch = new(connection) { BatchCommands = { PostgresWrites.Command(SetProject, Project), PostgresWrites.Command(sql, values) } };
            await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            _ = await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            List<T> rows = [];
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                rows.Add(row(reader));
            return rows;
        }
        catch (Exception error) when (PostgresFault.Of(error) is not null)
        {
            throw PostgresFault.Of(error)!;
        }
    }

    private async Task<int> TransactAsync(Func<NpgsqlConnection, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        for (int turn = 1; ; turn++)
        {
            try
            {
                await using NpgsqlConnection connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
                int result = await work(connection, cancellationToken).ConfigureAwait(false);
                await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                return result;
            }
            catch (Exception error) when (turn < MostTries && PostgresFault.IsCollision(error))
            {
                // The server ended one of those that waited for each other; the others have gone on.
            }
            catch (Exception error) when (PostgresFault.Of(error) is not null)
            {
                throw PostgresFault.Of(error)!;
            }
        }
    }

    private async Task<int> WriteAsync(NpgsqlConnection connection, StoreChange[] changes, CancellationToken cancellationToken)
    {
        AuditRecord[] records = [.. changes.OfType<AuditRecord>().DistinctBy(static record => record.Id)];
        await using NpgsqlBatch batch = new(connection);
        if (records.Length == 0)
        {
            batch.BatchCommands.Add(PostgresWrites.Command(SetProject, Project));
        }
        else if (await ChainAsync(connection, records, cancellationToken).ConfigureAwait(false) is { Count: > 0 } rows)
        {
            batch.BatchCommands.Add(PostgresWrites.Of(Project, rows));
        }

        foreach (NpgsqlBatchCommand command in PostgresWrites.Of(Project, changes))
            batch.BatchCommands.Add(command);
        if (batch.BatchCommands.Count == 0)
            return 0;
        int changed = 0;
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        do
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                changed += reader.GetFieldType(0) == typeof(int) ? reader.GetInt32(0) : 0;
        }
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
        return changed;
    }

    /// <summary>Locks the head of the chain, and gives the rows that follow it: those of the records that are not there yet.</summary>
    private async Task<IReadOnlyList<AuditEntry>> ChainAsync(NpgsqlConnection connection, AuditRecord[] records, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection)
        {
            BatchCommands =
            {
                PostgresWrites.Command(SetProject, Project),
                PostgresWrites.Command("insert into prunella.audit_heads (project, seq, hash) values ($1, 0, $2) on conflict do nothing", Project, AuditEntry.Genesis),
                PostgresWrites.Command("select seq, hash from prunella.audit_heads where project = $1 for update", Project),
                // A statement of its own: it sees what the one before us has committed.
                PostgresWrites.Command("select id from prunella.healing_audit where project = $1 and id = any($2)", Project, records.Select(static record => record.Id).ToArray()),
            },
        };
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        _ = await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        _ = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        AuditHead head = PostgresRows.Head(reader);
        _ = await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        HashSet<string> there = new(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            _ = there.Add(reader.GetString(0));
        List<AuditEntry> rows = [];
        foreach (AuditRecord record in records.Where(record => !there.Contains(record.Id)))
        {
            rows.Add(AuditEntry.After(Project, head.Sequence, head.Hash, record));
            head = new AuditHead(rows[^1].Sequence, rows[^1].Hash);
        }

        return rows;
    }
}
