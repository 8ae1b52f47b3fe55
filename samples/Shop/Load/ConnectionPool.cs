using System.Collections.Concurrent;
using System.Net;

namespace Shop.Load;

/// <summary>Connections that wait for their next request. Thread-safe; holds no more than were under way at once.</summary>
internal sealed class ConnectionPool(IPEndPoint target, ConnectionMode mode, LoadStatistics statistics) : IDisposable
{
    private readonly ConcurrentStack<LoadConnection> _idle = new();
    private volatile bool _closed;

    /// <summary>A connection that was alive a moment ago, or the reason why none can be made.</summary>
    public async Task<(LoadConnection? Connection, Outcome Failure)> RentAsync(CancellationToken cancellation)
    {
        while (_idle.TryPop(out LoadConnection? idle))
        {
            if (!idle.IsDead)
                return (idle, default);
            idle.Dispose();
            statistics.IdleClosed();
        }

        return await ConnectAsync(cancellation);
    }

    /// <summary>Takes a connection back on which a request has ended well.</summary>
    public void Return(LoadConnection connection, bool isKept)
    {
        if (isKept && mode == ConnectionMode.KeepAlive && !_closed)
            _idle.Push(connection);
        else
            connection.Dispose();
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryPop(out LoadConnection? idle))
            idle.Dispose();
    }

    private async Task<(LoadConnection? Connection, Outcome Failure)> ConnectAsync(CancellationToken cancellation)
    {
        LoadConnection? connection = new();
        try
        {
            if (await connection.ConnectAsync(target, cancellation) is { } failure)
                return (null, failure);
            (LoadConnection made, connection) = (connection, null);
            return (made, default);
        }
        finally
        {
            connection?.Dispose();
        }
    }
}
