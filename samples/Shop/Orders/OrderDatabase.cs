using System.Globalization;
using Microsoft.Data.Sqlite;
using Shop.Contracts;

namespace Shop.Orders;

/// <summary>The orders in an SQLite file. A committed order survives the death of the process and of the machine. Thread-safe.</summary>
internal sealed class OrderDatabase
{
    private readonly string _connectionString;

    private OrderDatabase(string path) =>
        _connectionString = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 5 }.ToString();

    /// <exception cref="SqliteException">The file can not be opened or is no database.</exception>
    public static OrderDatabase Open(string path)
    {
        SqliteLibrary.Load();
        var database = new OrderDatabase(path);
        using SqliteConnection connection = database.Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS orders (
                id          TEXT    PRIMARY KEY,
                sku         TEXT    NOT NULL,
                quantity    INTEGER NOT NULL,
                total_cents INTEGER NOT NULL,
                created_at  TEXT    NOT NULL
            ) WITHOUT ROWID;
            """;
        _ = command.ExecuteNonQuery();
        return database;
    }

    /// <summary>An open connection; the caller disposes it.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000;";
        _ = command.ExecuteNonQuery();
        return connection;
    }

    public Order? Find(Guid id)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT sku, quantity, total_cents, created_at FROM orders WHERE id = $id";
        _ = command.Parameters.AddWithValue("$id", id.ToString());
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read()
            ? new Order(id, reader.GetString(0), reader.GetInt32(1), reader.GetInt64(2), Parse(reader.GetString(3)))
            : null;
    }

    public bool IsReadable()
    {
        try
        {
            return Find(Guid.Empty) is null;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static DateTimeOffset Parse(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
