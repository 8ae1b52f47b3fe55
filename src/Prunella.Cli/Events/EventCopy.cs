using System.Globalization;
using Prunella.Cli.Shell;
using Prunella.Supervisor.Control;
using Prunella.Telemetry.Store;

namespace Prunella.Cli.Events;

/// <summary><c>prunella query … --copy-to</c>: puts what a query finds into a table of ClickHouse.</summary>
internal static class EventCopy
{
    public static async Task<ExitCode> RunAsync(CliContext context, IEventSource source, EventQuery query, string address, bool again, CancellationToken cancellationToken)
    {
        using var target = new ClickHouseSource(address);
        await target.Events.CreateAsync(cancellationToken);
        // A table has no names for its rows: what is sent twice is there twice.
        if (!again && await target.Events.CountAsync(query, cancellationToken) is > 0 and var there)
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{address} has {there:N0} such events already; --again adds them once more, other conditions (--from, --to) add others."));
        long copied = 0;
        try
        {
            _ = await target.Events.AppendAsync(source.Query(query, cancellationToken), count => copied = count, cancellationToken);
        }
        catch (Exception) when (copied > 0)
        {
            context.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"prunella: stopped after {copied:N0} events, which are in the table."));
            throw;
        }

        context.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{copied:N0} events copied to {address}."));
        return copied > 0 ? ExitCode.Ok : ExitCode.Degraded;
    }
}
