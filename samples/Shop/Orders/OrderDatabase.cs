using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Shop.Contracts;
using Shop.Faults;
using Shop.Hosting.Telemetry;

namespace Shop.Orders;

/// <summary>The orders in an SQLite file. A committed order survives the death of the process and of the machine. Thread-safe.</summary>
internal sealed class OrderDatabase
{
    private const string Columns = "id, sku, quantity, total_cents, created_at, status";

    private readonly string _connectionString;

    private readonly Changes? _changes;

    private OrderDatabase(string path, Changes? changes) => (_changes, _connectionString) = (changes,
        new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 5 }.ToString());

    /// <exception cref="SqliteException">The file can not be opened or is no database.</exception>
    public static OrderDatabase Open(string path, Changes? changes = null)
    {
        SqliteLibrary.Load();
        var database = new OrderDatabase(path, changes);
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
        AddStatus(connection);
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
        using Activity? span = ShopTelemetry.BeginSql("SELECT orders");
        if (_changes?.Hits(ShopChange.SlowSelect) == true)
            Thread.Sleep(12); // as a query without an index
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM orders WHERE id = $id";
        _ = command.Parameters.AddWithValue("$id", id.ToString());
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() ? OrderAt(reader) : null;
    }

    /// <summary>Orders whose stock is still to be reserved, oldest first.</summary>
    public List<Order> Accepted(int atMost)
    {
        using SqliteConnection connection = Connect();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT {Columns} FROM orders WHERE status = 'Accepted' ORDER BY created_at LIMIT $most";
        _ = command.Parameters.AddWithValue("$most", atMost);
        using SqliteDataReader reader = command.ExecuteReader();
        List<Order> orders = [];
        while (reader.Read())
            orders.Add(OrderAt(reader));
        return orders;
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

    // Files of earlier versions have no status: their orders are confirmed. Most are; so the index holds the others alone.
    private static void AddStatus(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM pragma_table_info('orders') WHERE name = 'status'";
        bool isThere = (long)command.ExecuteScalar()! > 0;
        command.CommandText = $"""
            {(isThere ? "" : "ALTER TABLE orders ADD COLUMN status TEXT NOT NULL DEFAULT 'Confirmed';")}
            CREATE INDEX IF NOT EXISTS accepted_orders ON orders (created_at) WHERE status = 'Accepted';
            """;
        _ = command.ExecuteNonQuery();
    }

    private static Order OrderAt(SqliteDataReader row) => new(
        Guid.Parse(row.GetString(0)), row.GetString(1), row.GetInt32(2), row.GetInt64(3),
        DateTimeOffset.Parse(row.GetString(4), CultureInfo.InvariantCulture), Enum.Parse<OrderStatus>(row.GetString(5)));
}
