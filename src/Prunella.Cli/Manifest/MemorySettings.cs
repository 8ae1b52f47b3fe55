using Npgsql;

namespace Prunella.Cli.Manifest;

/// <summary>Where a project's memory is kept: in a file of its state directory, or in a PostgreSQL that many machines share.</summary>
/// <remarks>No record: its text would be the connection string.</remarks>
internal sealed class MemorySettings
{
    /// <summary>The variable of services' connection, where the manifest gives none. It is never an argument: others can read those.</summary>
    public const string Variable = "PRUNELLA_PATTERNS_CONNECTION";

    /// <summary>Whose memory it is where nobody says so.</summary>
    public const string DefaultProject = "default";

    private MemorySettings(NpgsqlConnectionStringBuilder? connection, string project) => (Connection, Project) = (connection, project);

    /// <summary>In a file of this machine.</summary>
    public static MemorySettings Local { get; } = new(null, DefaultProject);

    /// <summary>The shared database; null where the memory is a file.</summary>
    public NpgsqlConnectionStringBuilder? Connection { get; }

    /// <summary>Whose memory it is in the shared database.</summary>
    public string Project { get; }

    public static MemorySettings Shared(NpgsqlConnectionStringBuilder connection, string project) => new(connection, project);
}
