using Microsoft.Data.Sqlite;
using Shop.Contracts;

namespace Shop.Orders;

/// <summary>The table of orders within one transaction. Its commands are made once and used for all orders of a batch.</summary>
internal sealed class OrderTable(SqliteConnection connection, SqliteTransaction transaction) : IDisposable
{
    private SqliteCommand? _insert;
    private SqliteCommand? _status;
    private SqliteCommand? _update;

    /// <returns>False where an order of this id was there before.</returns>
    public bool Insert(Order order)
    {
        _insert ??= Command(
            "INSERT INTO orders (id, sku, quantity, total_cents, created_at, status) VALUES ($id, $sku, $quantity, $total, $created, $status) ON CONFLICT (id) DO NOTHING",
            "$id", "$sku", "$quantity", "$total", "$created", "$status");
        return Run(_insert, order.Id.ToString(), order.Sku, order.Quantity, order.TotalCents, order.CreatedAt.ToString("O"), order.Status.ToString()).ExecuteNonQuery() == 1;
    }

    /// <returns>Null where there is no such order.</returns>
    public OrderStatus? StatusOf(Guid id)
    {
        _status ??= Command("SELECT status FROM orders WHERE id = $id", "$id");
        return Run(_status, id.ToString()).ExecuteScalar() is string status ? Enum.Parse<OrderStatus>(status) : null;
    }

    /// <returns>False where there is no such order.</returns>
    public bool SetStatus(Guid id, OrderStatus status)
    {
        _update ??= Command("UPDATE orders SET status = $status WHERE id = $id", "$id", "$status");
        return Run(_update, id.ToString(), status.ToString()).ExecuteNonQuery() == 1;
    }

    public void Dispose()
    {
        _insert?.Dispose();
        _status?.Dispose();
        _update?.Dispose();
    }

    private SqliteCommand Command(string text, params ReadOnlySpan<string> parameters)
    {
        SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = text;
        foreach (string name in parameters)
            _ = command.Parameters.AddWithValue(name, null);
        return command;
    }

    private static SqliteCommand Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (int i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command;
    }
}
