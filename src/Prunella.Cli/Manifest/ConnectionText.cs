using Npgsql;

namespace Prunella.Cli.Manifest;

/// <summary>Connection strings of PostgreSQL. They hold a password: what is said of them never holds more than where the database is.</summary>
internal static class ConnectionText
{
    /// <summary>What one looks like.</summary>
    public const string Example = "Host=db;Database=healing;Username=orders;Password=…";

    private const int Patience = 5; // seconds; somebody waits in front of a terminal

    /// <summary>Null where it is none, or names no host.</summary>
    public static NpgsqlConnectionStringBuilder? Parse(string text)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(text);
            return string.IsNullOrEmpty(builder.Host) ? null : builder;
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or OverflowException or KeyNotFoundException or NotSupportedException or InvalidOperationException)
        {
            return null; // what it says of the fault may be a piece of the password
        }
    }

    /// <summary>Where it leads.</summary>
    public static string Place(NpgsqlConnectionStringBuilder connection) => $"PostgreSQL at {connection.Host}:{connection.Port}, database {connection.Database ?? connection.Username}";

    /// <summary>The same with the patience of a command, where it says none itself.</summary>
    public static string Patient(NpgsqlConnectionStringBuilder connection)
    {
        var patient = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
        if (!patient.ShouldSerialize("Timeout"))
            patient.Timeout = Patience;
        patient.ApplicationName ??= "prunella";
        return patient.ConnectionString;
    }
}
