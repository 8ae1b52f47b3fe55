using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Prunella.Postgres;

/// <summary>Brings a database to the tables this version needs. The files are plain SQL, may be run twice, and can be deployed by other tools just as well.</summary>
public static class PostgresMigrations
{
    private const long Lock = 0x5072756e656c6c61; // "Prunella"

    private const string Ledger = """
        create schema if not exists prunella;
        create table if not exists prunella.migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now());
        """;

    /// <summary>Names and texts of the files, in their order.</summary>
    public static IReadOnlyList<(string Name, string Sql)> Files { get; } = [.. Read()];

    /// <summary>Applies what was not applied yet, each file in a transaction of its own. Several that do it at once do it once.</summary>
    /// <param name="connectionString">Of a role that may create a schema and, unless there is a <c>prunella_app</c>, a role.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The names of the files that were applied now.</returns>
    /// <exception cref="InvalidOperationException">A file that was applied is not the one of this version.</exception>
    /// <exception cref="NpgsqlException">The server can not be reached, or refuses.</exception>
    public static Task<IReadOnlyList<string>> ApplyAsync(string connectionString, CancellationToken cancellationToken = default) => ApplyAsync(connectionString, Files, cancellationToken);

    /// <summary>Tells what <see cref="ApplyAsync(string, CancellationToken)"/> would apply, and changes nothing.</summary>
    /// <param name="connectionString">Of a role that may read the schema <c>prunella</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">A file that was applied is not the one of this version.</exception>
    /// <exception cref="NpgsqlException">The server can not be reached, or refuses.</exception>
    public static async Task<IReadOnlyList<string>> PendingAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        if (await ScalarAsync(connection, "select to_regclass('prunella.migrations')::text", cancellationToken).ConfigureAwait(false) is null)
            return [.. Files.Select(static file => file.Name)];
        List<string> pending = [];
        foreach ((string name, string sql) in Files)
        {
            if (!await IsAppliedAsync(connection, name, sql, cancellationToken).ConfigureAwait(false))
                pending.Add(name);
        }

        return pending;
    }

    /// <summary>The version of pgvector by which a database compares vectors; null where it does not, and the process compares them.</summary>
    /// <param name="connectionString">Of a role that may use the schema <c>prunella</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="NpgsqlException">The server can not be reached, or refuses.</exception>
    public static async Task<string?> VectorVersionAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return await ScalarAsync(connection, "select to_regproc('prunella.vector_schema')::text", cancellationToken).ConfigureAwait(false) is null ? null
            : (string?)await ScalarAsync(connection, "select extversion from pg_extension where extname = 'vector' and prunella.vector_schema() is not null", cancellationToken).ConfigureAwait(false);
    }

    internal static async Task<IReadOnlyList<string>> ApplyAsync(string connectionString, IReadOnlyList<(string Name, string Sql)> files, CancellationToken cancellationToken)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString);
        await using NpgsqlConnection connection = await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        List<string> applied = [];
        foreach ((string name, string sql) in files)
        {
            // A lock of the transaction: it also holds where a pooler hands the connection to somebody else between two of them.
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(connection, $"select pg_advisory_xact_lock({Lock})", cancellationToken).ConfigureAwait(false);
            await ExecuteAsync(connection, Ledger, cancellationToken).ConfigureAwait(false);
            if (await IsAppliedAsync(connection, name, sql, cancellationToken).ConfigureAwait(false))
                continue;

            await ExecuteAsync(connection, sql, cancellationToken).ConfigureAwait(false);
            await using NpgsqlCommand record = new("insert into prunella.migrations (name, checksum) values ($1, $2)", connection)
            {
                Parameters = { new() { Value = name }, new() { Value = Checksum(sql) } },
            };
            _ = await record.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            applied.Add(name);
        }

        await UseVectorsAsync(connection, cancellationToken).ConfigureAwait(false);
        return applied;
    }

    // The extension may have come since the file was applied.
    private static async Task UseVectorsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({Lock})", cancellationToken).ConfigureAwait(false);
        await ExecuteAsync(connection, "do $$ begin if to_regproc('prunella.use_vectors') is not null then perform prunella.use_vectors(); end if; end $$", cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> IsAppliedAsync(NpgsqlConnection connection, string name, string sql, CancellationToken cancellationToken)
    {
        if (await ScalarAsync(connection, "select checksum from prunella.migrations where name = $1", cancellationToken, name).ConfigureAwait(false) is not string checksum)
            return false;
        return checksum == Checksum(sql) ? true
            : throw new InvalidOperationException($"The migration {name} was applied with another text: its checksum is {checksum}, here it is {Checksum(sql)}.");
    }

    /// <returns>The first value; null where there is none.</returns>
    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params string[] values)
    {
        await using NpgsqlCommand command = new(sql, connection);
        foreach (string value in values)
            _ = command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is var found && found is DBNull ? null : found;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = new(sql, connection);
        _ = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Checksum(string sql) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));

    private static IEnumerable<(string Name, string Sql)> Read()
    {
        foreach (string name in typeof(PostgresMigrations).Assembly.GetManifestResourceNames().Where(static name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(typeof(PostgresMigrations).Assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }
}
