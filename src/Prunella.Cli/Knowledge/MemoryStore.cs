using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Prunella.Cli.Manifest;
using Prunella.Patterns.Scrubbing;
using Prunella.Patterns.Stores;
using Prunella.Patterns.Stores.Sqlite;
using Prunella.Postgres;

namespace Prunella.Cli.Knowledge;

/// <summary>Opens the store of a memory: <c>patterns.db</c> of a state directory, or the shared database with what waits for it in the state directory.</summary>
internal static class MemoryStore
{
    /// <summary>The file in a state directory.</summary>
    public const string FileName = "patterns.db";

    private const string Waiting = "waiting";

    /// <param name="settings">Where it is kept.</param>
    /// <param name="folder">The state directory, which is made where there is none.</param>
    /// <param name="scrubber">Takes secrets out of all that is written.</param>
    /// <param name="time">The time.</param>
    /// <exception cref="IOException">The file or the folder can not be used.</exception>
    /// <exception cref="InvalidDataException">The file is something else.</exception>
    public static IPatternStore Open(MemorySettings settings, string folder, Scrubber scrubber, TimeProvider time)
    {
        var options = new StoreOptions { Scrubber = scrubber, Time = time };
        return settings.Connection is { } connection
            ? WriteBehindStore.Open(new PostgresPatternStore(ConnectionText.Patient(connection), options with { Project = settings.Project }), WaitingIn(folder, connection, settings.Project), scrubber)
            : SqlitePatternStore.Open(Path.Combine(folder, FileName), options);
    }

    /// <summary>Where it is, for people.</summary>
    public static string Shown(MemorySettings settings, string folder) =>
        settings.Connection is { } connection ? $"{ConnectionText.Place(connection)}, project {settings.Project}" : Path.Combine(folder, FileName);

    // What waits for one database and project is never sent to another.
    private static string WaitingIn(string folder, NpgsqlConnectionStringBuilder connection, string project)
    {
        string place = $"{ConnectionText.Place(connection)}\n{project}";
        return Path.Combine(folder, Waiting, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(place)).AsSpan(0, 8)));
    }
}
