using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Prunella.Resilience;
using Shop.Contracts;
using Shop.Hosting;
using Shop.Hosting.Telemetry;

namespace Shop.Orders;

/// <summary>Stores orders from one thread of its own: whatever waits shares one transaction, and so one flush of the disk.</summary>
internal sealed class OrderWriter : IDisposable
{
    private const int MaxWaiting = 4_096;
    private const int MaxBatch = 256;

    private readonly BlockingCollection<Pending> _waiting = new(MaxWaiting);
    private readonly OrderDatabase _database;
    private readonly SelfHealingEngine _engine;
    private readonly Thread _thread;

    public OrderWriter(OrderDatabase database, SelfHealingEngine engine)
    {
        (_database, _engine) = (database, engine);
        _thread = new Thread(Run) { Name = "orders-writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Ends once the order is on the disk; false where an order of this id was there before.</summary>
    /// <exception cref="UnavailableException">Too many orders wait.</exception>
    /// <exception cref="SqliteException">The database refused.</exception>
    public async Task<bool> AddAsync(Order order)
    {
        using Activity? span = ShopTelemetry.BeginSql("INSERT orders");
        return await Begin(orders => orders.Insert(order));
    }

    /// <summary>Ends once the order has the new status on the disk; false where there is no such order.</summary>
    /// <param name="id">The order.</param>
    /// <param name="to">Its new status.</param>
    /// <param name="blind">Whether to do it whatever status the order has: a fault to order.</param>
    /// <exception cref="IllegalTransitionException">The status may not follow the one that the order has.</exception>
    /// <exception cref="UnavailableException">Too many orders wait.</exception>
    /// <exception cref="SqliteException">The database refused.</exception>
    public async Task<bool> MoveAsync(Guid id, OrderStatus to, bool blind = false)
    {
        using Activity? span = ShopTelemetry.BeginSql("UPDATE orders");
        return await Begin(orders =>
        {
            if (orders.StatusOf(id) is not { } from)
                return false;
            if (!blind)
                OrderLife.Transitions.Require(from, to, id.ToString(), _engine);
            return orders.SetStatus(id, to);
        });
    }

    /// <summary>Stores what waits, then ends.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _waiting.Dispose();
    }

    private Task<bool> Begin(Func<OrderTable, bool> change)
    {
        var pending = new Pending(change);
        return _waiting.TryAdd(pending)
            ? pending.Stored.Task
            : throw new UnavailableException($"{MaxWaiting} orders wait to be stored.");
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
            List<Result> results = Apply(batch);
            foreach ((Pending pending, Result result) in batch.Zip(results))
                result.Complete(pending.Stored);
        }
        catch (Exception error)
        {
            foreach (Pending pending in batch)
                pending.Stored.SetException(error);
        }
    }

    private List<Result> Apply(List<Pending> batch)
    {
        using SqliteConnection connection = _database.Connect();
        using SqliteTransaction transaction = connection.BeginTransaction();
        using var orders = new OrderTable(connection, transaction);
        List<Result> results = [.. batch.Select(pending => Apply(pending, orders))];
        transaction.Commit();
        return results;
    }

    // A refused transition is the fault of one order; the others of its batch have nothing to do with it.
    private static Result Apply(Pending pending, OrderTable orders)
    {
        try
        {
            return new Result(pending.Change(orders), null);
        }
        catch (IllegalTransitionException refusal)
        {
            return new Result(false, refusal);
        }
    }

    private sealed record Pending(Func<OrderTable, bool> Change)
    {
        public TaskCompletionSource<bool> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private readonly record struct Result(bool Value, IllegalTransitionException? Refusal)
    {
        public void Complete(TaskCompletionSource<bool> task)
        {
            if (Refusal is null)
                task.SetResult(Value);
            else
                task.SetException(Refusal);
        }
    }
}
