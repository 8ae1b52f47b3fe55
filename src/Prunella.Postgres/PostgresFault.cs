using System.Net.Sockets;
using Npgsql;
using Prunella.Patterns.Stores;

namespace Prunella.Postgres;

/// <summary>What an error of the server means to the user of a store.</summary>
internal static class PostgresFault
{
    /// <summary>Whether the same transaction may succeed when it is done again at once: it met another one.</summary>
    public static bool IsCollision(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>The error to throw in place of one; null where it is to be thrown as it is.</summary>
    public static StoreUnavailableException? Of(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction or PostgresErrorCodes.InvalidSchemaName } missing =>
            new StoreUnavailableException($"The database lacks the tables of pattern memory: apply the migrations. {missing.MessageText}", missing),
        PostgresException postgres when IsPassing(postgres) => new StoreUnavailableException($"PostgreSQL can not serve now: {postgres.MessageText}", postgres),
        PostgresException => null,
        NpgsqlException or SocketException or TimeoutException or IOException => new StoreUnavailableException($"PostgreSQL can not be reached: {error.Message}", error),
        _ => null,
    };

    // Connection lost or refused, no room, shutting down or starting up, or a collision that did not end; and what an operator mends: a password, a right,
    // a database that is not there. What is left is the fault of what was written.
    private static bool IsPassing(PostgresException error) =>
        error.SqlState.StartsWith("08", StringComparison.Ordinal) || error.SqlState.StartsWith("28", StringComparison.Ordinal) || error.SqlState.StartsWith("53", StringComparison.Ordinal)
        || error.SqlState.StartsWith("57P", StringComparison.Ordinal) || error.SqlState.StartsWith("58", StringComparison.Ordinal) || IsCollision(error)
        || error.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.ReadOnlySqlTransaction
            or PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidCatalogName;
}
