using Prunella.Cli.Shell;
using Prunella.Telemetry.ClickHouse;
using Prunella.Telemetry.Store;

namespace Prunella.Cli.Events;

/// <summary>A table of ClickHouse; user and password come from <c>CLICKHOUSE_USER</c> and <c>CLICKHOUSE_PASSWORD</c>.</summary>
internal sealed class ClickHouseSource : IEventSource
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromMinutes(5) }; // until the first rows come

    public ClickHouseSource(string address)
    {
        try
        {
            Events = new ClickHouseEvents(_http, ClickHouseAddress.Parse(address), Environment.GetEnvironmentVariable("CLICKHOUSE_USER"), Environment.GetEnvironmentVariable("CLICKHOUSE_PASSWORD"));
        }
        catch (FormatException error)
        {
            _http.Dispose();
            throw new UsageException(error.Message);
        }
    }

    public ClickHouseEvents Events { get; }

    public IEnumerable<StoredEvent> Query(EventQuery query, CancellationToken cancellationToken) => Events.QueryAsync(query, cancellationToken).ToBlockingEnumerable(cancellationToken);

    public void Dispose() => _http.Dispose();
}
