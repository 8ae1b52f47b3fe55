using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Prunella.Cli.Tests.Commands;

/// <summary>Speaks as much of ClickHouse's interface as a table that is filled, counted and read as a whole needs.</summary>
internal sealed class StubClickHouse : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _rows = [];
    private readonly WebApplication _app;

    public StubClickHouse()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _ = _app.MapPost("/", Answer);
        _app.StartAsync().GetAwaiter().GetResult();
    }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/shop";

    public IReadOnlyList<string> Rows => [.. _rows];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<string> Answer(HttpRequest request)
    {
        using var body = new StreamReader(request.Body);
        string text = await body.ReadToEndAsync();
        if (request.Query["query"] is [{ } insert] && insert.StartsWith("INSERT INTO `shop`.`prunella_events`", StringComparison.Ordinal))
        {
            foreach (string row in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                _rows.Enqueue(row);
            return "";
        }

        return text.StartsWith("SELECT count()", StringComparison.Ordinal) ? $"{{\"found\":\"{_rows.Count}\"}}\n" : text.StartsWith("SELECT", StringComparison.Ordinal) ? string.Join('\n', _rows) : "";
    }
}
