using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Shop.Contracts;
using Shop.Hosting;

namespace Shop.Orders;

/// <summary>Stores orders from one thread of its own: whatever waits shares one transaction, and so one flush of the disk.</summary>
internal sealed class OrderWriter : IDisposable
{
    private const int MaxWaiting = 4_096;
    private const int MaxBatch = 256;

    private readonly BlockingCollection<Pending> _waiting = new(MaxWaiting);
    private readonly OrderDatabase _database;
    private readonly Thread _thread;

    public OrderWriter(OrderDatabase database)
    {
        _database = database;
        _thread = new Thread(Run) { Name = "orders-writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ends once the order is on the disk; false where an order of this id was there before.</summary>
    /// <exception cref="UnavailableException">Too many orders wait.</exception>
    /// <exception cref="SqliteException">The database refused.</exception>
    public Task<bool> AddAsync(Order order)
    {
        var pending = new Pending(order);
        return _waiting.TryAdd(pending)
            ? pending.Stored.Task
            : throw new UnavailableException($"{MaxWaiting} orders wait to be stored.");
    }

    /// <summary>Stores what waits, then ends.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _waiting.Dispose();
    }

    private void Run()
    {
        var batch = new List<Pending>(MaxBatch);
        foreach (Pending first in _waiting.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < MaxBatch && _waiting.TryTake(out Pending? next))
                batch.Add(next);
            Store(batch);
            batch.Clear();
        }
    }

    private void Store(List<Pending> batch)
    {
        try
        {
            foreach ((Pending pending, bool isNew) in batch.Zip(Insert(batch)))
                pending.Stored.SetResult(isNew);
        }
        catch (Exception error)
        {
            foreach (Pending pending in batch)
                pending.Stored.SetException(error);
        }
    }

    private List<bool> Insert(List<Pending> batch)
    {
        using SqliteConnection connection = _database.Connect();
        using SqliteTransaction transaction = connection.BeginTransaction();
        using SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            "INSERT INTO orders VALUES ($id, $sku, $quantity, $total, $created) ON CONFLICT (id) DO NOTHING";
        SqliteParameter id = command.Parameters.Add("$id", SqliteType.Text);
        SqliteParameter sku = command.Parameters.Add("$sku", SqliteType.Text);
        SqliteParameter quantity = command.Parameters.Add("$quantity", SqliteType.Integer);
        SqliteParameter total = command.Parameters.Add("$total", SqliteType.Integer);
        SqliteParameter created = command.Parameters.Add("$created", SqliteType.Text);

        var isNew = new List<bool>(batch.Count);
        foreach (Order order in batch.Select(static pending => pending.Order))
        {
            id.Value = order.Id.ToString();
            sku.Value = order.Sku;
            quantity.Value = order.Quantity;
            total.Value = order.TotalCents;
            created.Value = order.CreatedAt.ToString("O");
            isNew.Add(command.ExecuteNonQuery() == 1);
        }

        transaction.Commit();
        return isNew;
    }

    private sealed record Pending(Order Order)
    {
        public TaskCompletionSource<bool> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
