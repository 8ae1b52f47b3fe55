using Microsoft.Data.Sqlite;
using Prunella.Patterns.Errors;

namespace Prunella.Patterns.Stores.Sqlite;

/// <summary>The memory of a project in an SQLite file. Thread-safe, and safe for many processes at once; what was written survives the death of the process and of the machine.</summary>
/// <remarks>Reads are answered at once on the caller's thread, in microseconds; writes wait for the disk on another one.</remarks>
public sealed class SqlitePatternStore : IPatternStore
{
    private const int Version = 3;
    private const int BusySeconds = 15;

    private readonly StoreOptions _options;
    private readonly SqliteConnection _readConnection, _writeConnection;
    private readonly SqliteReads _reads;
    private readonly SqliteWrites _writes;
    private readonly Lock _readLock = new();
    private readonly SemaphoreSlim _writeLock = new(1);
    private int _sinceTrim;

    private SqlitePatternStore(StoreOptions options, SqliteConnection reads, SqliteConnection writes)
    {
        _options = options;
        (_readConnection, _writeConnection) = (reads, writes);
        (_reads, _writes) = (new SqliteReads(reads), new SqliteWrites(writes, options.Project));
    }

    /// <inheritdoc/>
    public string Project => _options.Project;

    /// <summary>Opens the memory in a file; makes the file, readable for its owner alone, and its directory where they are not there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Whose memory it is and how it is kept; the defaults where null.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidDataException">The file is something else, of a newer version, or another project's.</exception>
    /// <exception cref="StoreUnavailableException">The file can not be opened.</exception>
    public static SqlitePatternStore Open(string path, StoreOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new StoreOptions();
        options.Validate();
        SqliteLibrary.Load();
        SqliteConnection? writes = null, reads = null;
        try
        {
            Create(path);
            writes = Connect(path);
            Prepare(writes, path, options.Project);
            reads = Connect(path);
            return new SqlitePatternStore(options, reads, writes);
        }
        catch (Exception error)
        {
            writes?.Dispose();
            reads?.Dispose();
            if (error is SqliteException or UnauthorizedAccessException or (IOException and not StoreUnavailableException))
                throw Translated(error, path);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<int> WriteAsync(IReadOnlyList<StoreChange> changes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        StoreChange[] clean = [.. changes.Select(change => change.ForStorage(_options.Scrubber))];
        return await InTransactionAsync(() =>
        {
            int changed = 0;
            foreach (StoreChange change in clean)
            {
                bool applied = _writes.Apply(change);
                changed += applied ? 1 : 0;
                _sinceTrim += applied && change is ErrorOccurrence ? 1 : 0;
            }

            if (_sinceTrim >= _options.TrimEvery)
            {
                _ = _writes.Trim(_options);
                _sinceTrim = 0;
            }

            return changed;
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<int> TrimAsync(CancellationToken cancellationToken = default) => InTransactionAsync(() => _writes.Trim(_options), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Learning>> FindLearningsAsync(Fingerprint fingerprint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fingerprint);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            lock (_readLock)
                return ValueTask.FromResult<IReadOnlyList<Learning>>(_reads.FindLearnings(fingerprint));
        }
        catch (SqliteException error)
        {
            throw Translated(error, _readConnection.DataSource);
        }
    }

    /// <inheritdoc/>
    public ValueTask<Learning?> FindLearningAsync(string id, CancellationToken cancellationToken = default) => Read(reads => reads.FindLearning(id), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Learning>> ListLearningsAsync(string after, int most, CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<Learning>>(reads => reads.ListLearnings(after, most), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<LearningVector>> ListVectorsAsync(string model, string after, int most, CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<LearningVector>>(reads => reads.ListVectors(model, after, most), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredPattern>> ListPatternsAsync(CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<StoredPattern>>(static reads => reads.ListPatterns(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ErrorGroup?> FindErrorAsync(string exact, CancellationToken cancellationToken = default) => Read(reads => reads.FindError(exact), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ErrorGroup>> ListErrorsAsync(int most, CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<ErrorGroup>>(reads => reads.ListErrors(most), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<CausalityEdge>> FindEdgesAsync(string fingerprint, CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<CausalityEdge>>(reads => reads.FindEdges(fingerprint), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<HealingSetting>> ListSettingsAsync(CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<HealingSetting>>(static reads => reads.ListSettings(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AuditEntry>> ReadAuditAsync(long after, int most, CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<AuditEntry>>(reads => reads.ReadAudit(after, most), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<AuditHead> ReadAuditHeadAsync(CancellationToken cancellationToken = default) => Read(static reads => reads.ReadAuditHead(), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoreCounts> CountAsync(CancellationToken cancellationToken = default) => Read(static reads => reads.Count(), cancellationToken);

    /// <summary>Closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writeLock.WaitAsync().ConfigureAwait(false);
        lock (_readLock)
        {
            _reads.Dispose();
            _writes.Dispose();
            _readConnection.Dispose();
            _writeConnection.Dispose();
        }

        _writeLock.Dispose();
    }

    private ValueTask<T> Read<T>(Func<SqliteReads, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            lock (_readLock)
                return ValueTask.FromResult(read(_reads));
        }
        catch (SqliteException error)
        {
            throw Translated(error, _readConnection.DataSource);
        }
    }

    private async ValueTask<int> InTransactionAsync(Func<int> work, CancellationToken cancellationToken)
    {
        await _writeLock.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => InTransaction(work), cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException error)
        {
            throw Translated(error, _writeConnection.DataSource);
        }
        finally
        {
            _ = _writeLock.Release();
        }
    }

    private int InTransaction(Func<int> work)
    {
        Execute(_writeConnection, "BEGIN IMMEDIATE");
        try
        {
            int result = work();
            Execute(_writeConnection, "COMMIT");
            return result;
        }
        catch
        {
            Rollback();
            throw;
        }
    }

    private void Rollback()
    {
        try
        {
            Execute(_writeConnection, "ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has taken it back by itself.
        }
    }

    private static void Create(string path)
    {
        string directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        _ = OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(directory)
            : Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var how = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(path, how).Dispose();
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = BusySeconds, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, $"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
        return connection;
    }

    private static void Prepare(SqliteConnection connection, string path, string project)
    {
        // Two processes that open a new file at once: one makes the tables, the other waits and finds them.
        Execute(connection, "BEGIN IMMEDIATE");
        long version = (long)Scalar(connection, "PRAGMA user_version")!;
        if (version > Version)
            throw new InvalidDataException($"'{path}' is of version {version}; this program knows version {Version}.");
        for (long next = version + 1; next <= Version; next++)
            Execute(connection, Schema(next));
        if (version == 0)
        {
            using SqliteCommand name = connection.CreateCommand();
            name.CommandText = "INSERT INTO project (name) VALUES ($name)";
            _ = name.Parameters.AddWithValue("$name", project);
            _ = name.ExecuteNonQuery();
        }

        Execute(connection, "COMMIT");
        if (Scalar(connection, "SELECT name FROM project") is string owner && owner != project)
            throw new InvalidDataException($"'{path}' is the memory of project '{owner}', not of '{project}'.");
    }

    /// <summary>What brings a file of the version before to a version.</summary>
    private static string Schema(long version)
    {
        using Stream schema = typeof(SqlitePatternStore).Assembly.GetManifestResourceStream($"schema.{version}.sql")!;
        using var reader = new StreamReader(schema);
        return reader.ReadToEnd();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        _ = command.ExecuteNonQuery();
    }

    // What may pass by itself, or when somebody makes room or gives the right, is told from a file that is broken.
    private static Exception Translated(Exception error, string path) => error is SqliteException { SqliteErrorCode: 11 or 26 }
        ? new InvalidDataException($"'{path}' is broken, or is no SQLite file: {error.Message}", error)
        : new StoreUnavailableException($"'{path}' can not be used: {error.Message}", error);
}
